using Guestfs.Boots;
using Guestfs.Core.Tests.Fakes;
using Guestfs.Journal;
using Microsoft.Extensions.Time.Testing;

namespace Guestfs.Core.Tests.Boots;

public sealed class OutputPumpTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Run_ToTheEnd_KeepsEveryByteAndTheUnfinishedLine()
    {
        var journal = LiveJournals.Create();
        var bytes = Enumerable.Range(0, 100_000).Select(static i => i % 97 == 0 ? (byte)'\n' : (byte)('a' + (i % 26))).ToArray();

        await new OutputPump(journal, OutputSource.Qemu).RunAsync(new MemoryStream(bytes));

        var lines = (await journal.ReadAllAsync(follow: false)).ConvertAll(static entry => (OutputLine)entry.Event);
        Assert.Equal(bytes, lines.SelectMany(static line => line.Raw.ToArray()));
        Assert.False(lines[^1].Terminated);
        Assert.All(lines, static line => Assert.Equal(OutputSource.Qemu, line.Source));
    }

    [Fact]
    public async Task Run_WhenThePipeBreaks_KeepsWhatWasRead()
    {
        var journal = LiveJournals.Create();
        var pump = new OutputPump(journal, OutputSource.Console);
        pump.Add("no line end"u8);

        await pump.RunAsync(new BrokenStream());

        Assert.Equal("no line end", Text(Assert.Single(await journal.ReadAllAsync(follow: false))));
    }

    [Fact]
    public async Task Line_IsStampedAtItsFirstByte()
    {
        var journal = LiveJournals.Create(_time);
        var pump = new OutputPump(journal, OutputSource.Console);
        _time.Advance(TimeSpan.FromSeconds(1));
        pump.Add("half "u8);
        _time.Advance(TimeSpan.FromSeconds(1));
        pump.Add("a line\n"u8);

        var entry = Assert.Single(await journal.ReadAllAsync(follow: false));

        Assert.Equal(("half a line\n", 1_000_000_000), (Text(entry), entry.Offset));
        Assert.Equal(2_000_000_000, journal.Progress.LastOutput);
    }

    [Fact]
    public async Task ShowPartial_ShowsAPromptOnceItIsQuiet_AndTheRestLater()
    {
        var journal = LiveJournals.Create(_time);
        var pump = new OutputPump(journal, OutputSource.Console);
        _time.Advance(TimeSpan.FromSeconds(1));
        pump.Add("password: "u8);

        pump.ShowPartial(before: 1_000_000_000);
        Assert.Empty(await journal.ReadAllAsync(follow: false));
        pump.ShowPartial(before: 1_000_000_001);
        pump.ShowPartial(before: 1_000_000_001);
        pump.Add("secret\n"u8);

        Assert.Equal(["password: ", "secret\n"], (await journal.ReadAllAsync(follow: false)).Select(Text));
    }

    private static string Text(JournalEntry entry) => System.Text.Encoding.UTF8.GetString(((OutputLine)entry.Event).Raw.Span);
}
