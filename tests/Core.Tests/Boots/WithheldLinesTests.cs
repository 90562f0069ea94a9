using Guestfs.Boots;
using Guestfs.Journal;

namespace Guestfs.Core.Tests.Boots;

public class WithheldLinesTests
{
    private const int Kept = 100_000;

    [Fact]
    public void Lines_BeyondTheMostWithNothingAfter_LeaveTheirMarker()
    {
        var lines = new WithheldLines();
        var kept = Enumerable.Range(0, Kept + 7).SelectMany(number => lines.Keep(Line(number))).ToList();

        Assert.Equal(Kept, kept.Count);
        Assert.Equal(new JournalEntry(Kept, Kept, new OutputDropped(7, 21, Kept, Kept + 6)), lines.Rest);
    }

    [Fact]
    public void Lines_BeyondTheMostWithAnEventAfter_LeaveTheirMarkerBeforeIt()
    {
        var lines = new WithheldLines();
        foreach (var entry in Enumerable.Range(0, Kept + 2).SelectMany(number => lines.Keep(Line(number))))
        {
            Assert.IsType<OutputWithheld>(entry.Event);
        }

        var end = new JournalEntry(Kept + 2, 0, new CancelRequested("ada"));

        Assert.Equal([typeof(OutputDropped), typeof(CancelRequested)], lines.Keep(end).Select(static entry => entry.Event.GetType()));
        Assert.Null(lines.Rest);
    }

    private static JournalEntry Line(int number) => new(number, number, new OutputWithheld(OutputSource.Console, 3));
}
