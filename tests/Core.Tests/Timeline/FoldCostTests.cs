using System.Text;
using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Core.Tests.Timeline;

/// <summary>A console may bring millions of lines; those that say nothing must cost no memory.</summary>
public class FoldCostTests
{
    [Theory]
    [InlineData("kernel", "[    1.021806] pci 0000:00:00.0: [8086:1237] type 00 class 0x060000")]
    [InlineData("init", "lrwxrwxrwx 1 0 0  8 Nov 22 21:18 10:1 -> ../psaux")]
    [InlineData("init", "\u001b[0;1;38;5;185mFailed to parse ACL: Ignoring\u001b[0m")]
    [InlineData("init", "Module                  Size\tUsed by \u00e9")]
    [InlineData("session", "guestfsd: <= list_devices (0x7) request length 40 bytes")]
    public void Line_ThatSaysNothing_AllocatesNothing(string stage, string text)
    {
        var fold = new BootFold();
        var journal = JournalWriter.InStage(stage);
        foreach (var entry in journal.Entries)
        {
            fold.Add(entry);
        }

        var line = new JournalEntry(journal.Entries.Count, 1, new OutputLine(OutputSource.Console, Encoding.UTF8.GetBytes(text + "\r\n"), true));
        fold.Add(line);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10_000; i++)
        {
            fold.Add(line);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void WholeBoot_AllocatesAFewHundredBytesPerBar()
    {
        var journal = RecordedBoot.Load("tcg-verbose").Journal();
        var bars = Fold(journal);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Fold(journal);

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / bars, 0, 1_500);
    }

    private static int Fold(IEnumerable<JournalEntry> journal)
    {
        var builder = new TimelineBuilder();
        foreach (var entry in journal)
        {
            builder.Add(entry);
        }

        return builder.Bars.Count;
    }
}
