using System.Text;
using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Core.Tests.Timeline;

/// <summary>Console text is written by whoever made the disk image.</summary>
public class HostileGuestTests
{
    [Fact]
    public void GuestText_OfEveryStage_CannotMakeABootReadyOrEndIt()
    {
        var journal = JournalWriter.Booting();
        foreach (var row in StageRuleTableTests.Rows)
        {
            journal.Console(row.Data.Item3);
        }

        journal.Console("libguestfs: recv_from_daemon: received GUESTFS_LAUNCH_FLAG").Console("session").Console("\u00f5\u00f5\u005f\u00f5");

        var timeline = TimelineChecks.Fold(journal.Entries);
        Assert.Equal("daemon", timeline.Stages.Last().Name);
        Assert.Null(timeline.Stages.Last().End);
    }

    [Fact]
    public void Activities_WithoutEnd_AreBounded()
    {
        var journal = JournalWriter.InStage("initrd");
        for (var i = 0; i < 30_000; i++)
        {
            journal.Console($"supermin: internal insmod m{i}.ko");
        }

        journal.Add(new LaunchFlagReceived()).Add(new CallStarted(1, "ping_daemon", null));

        var timeline = TimelineChecks.Fold(journal.Entries);
        Assert.InRange(timeline.Bars.Count, 9_000, 10_100);
        Assert.Equal("rpc:ping_daemon", timeline.Bars[^1].Name);
        TimelineChecks.HoldsPromises(timeline);
    }

    [Fact]
    public void NestedActivities_WithoutEnd_AreBounded()
    {
        var journal = JournalWriter.InStage("kernel");
        for (var i = 0; i < 2_000; i++)
        {
            journal.Console($"calling  f{i}+0x0/0x1 @ 1");
        }

        Assert.InRange(TimelineChecks.Fold(journal.Entries).Bars.Max(static bar => bar.Depth), 10, 300);
    }

    [Fact]
    public void Marks_WithoutEnd_AreBounded()
    {
        var journal = JournalWriter.InStage("kernel");
        for (var i = 0; i < 3_000; i++)
        {
            journal.Console("Kernel panic - not syncing: " + new string('x', 5_000));
        }

        var timeline = TimelineChecks.Fold(journal.Entries);
        Assert.Equal(1_000, timeline.Marks.Count);
        Assert.All(timeline.Marks, static mark => Assert.True(mark.Detail!.Length <= 200));
    }

    [Theory]
    [InlineData("supermin: internal insmod <script>alert(1)</script>.ko")]
    [InlineData("supermin: internal insmod \"onload=x.ko")]
    [InlineData("supermin: internal insmod {module}.ko")]
    public void Names_FromGuestText_AreMadeOfNameCharacters(string line)
    {
        var bars = TimelineChecks.Fold(JournalWriter.InStage("initrd").Console(line).Entries).Bars;

        Assert.All(bars, static bar => Assert.DoesNotMatch("[<>\"'{}&]", bar.Name));
    }

    [Fact]
    public void Names_FromGuestText_AreShort()
    {
        var bars = TimelineChecks.Fold(JournalWriter.InStage("initrd").Console("supermin: internal insmod " + new string('a', 60_000)).Entries).Bars;

        Assert.All(bars, static bar => Assert.True(bar.Name.Length < 200));
    }

    [Theory]
    [InlineData("supermin: internal insmod \u001b[31mvirtio.ko\u001b[0m")]
    [InlineData("super\u001b[1mmin: int\u001b]0;title\u0007ernal insmod virtio.ko")]
    [InlineData("\u001bPdevice\u001b\\supermin: internal insmod virtio.ko")]
    [InlineData("\0\0supermin: internal insmod virtio.ko\u0008")]
    [InlineData("\u001b]8;;unterminated supermin: internal insmod virtio.ko")]
    public void Sequences_InALine_DoNotHideIt(string line)
    {
        var bars = TimelineChecks.Fold(JournalWriter.InStage("initrd").Console(line).Entries).Bars;

        Assert.Equal("initrd:insmod virtio", bars[^1].Name);
    }

    [Theory]
    [InlineData("+ ")]
    [InlineData("supermin: build: ")]
    [InlineData("calling  a+0x")]
    [InlineData("supermin: picked a as root ")]
    [InlineData("Linux version ")]
    [InlineData("Kernel panic - not syncing: ")]
    [InlineData("\u001b]")]
    public void Megabyte_OfAlmostMatchingText_CostsAboutItsLength(string word)
    {
        var journal = JournalWriter.InStage("init");
        var before = journal.Entries.Count;
        var text = string.Concat(Enumerable.Repeat(word, 65_536 / word.Length));
        for (var i = 0; i < 16; i++)
        {
            journal.Console(text, terminated: i % 4 == 3);
        }

        var builder = new TimelineBuilder();
        foreach (var entry in journal.Entries.Take(before))
        {
            builder.Add(entry);
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread();
        foreach (var entry in journal.Entries.Skip(before))
        {
            builder.Add(entry);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, 2 << 20);
        TimelineChecks.HoldsPromises(builder.Snapshot());
    }

    [Theory]
    [InlineData(LineText.MaxLooks - 1, true)]
    [InlineData(LineText.MaxLooks, false)]
    public void Line_FullOfAlmostMatches_IsLookedAtOnlySoOften(int matches, bool understood)
    {
        var text = string.Concat(Enumerable.Repeat("supermin: internal insmod <", matches)) + "supermin: picked 8:0 as root device";

        var timeline = TimelineChecks.Fold(JournalWriter.InStage("initrd").Console(text).Entries);

        Assert.Equal(understood ? "root" : "initrd", timeline.Stages.Last().Name);
    }

    [Fact]
    public void Line_OfTenMegabytes_KeepsOnlyItsBeginningForMatching()
    {
        var builder = new TimelineBuilder();
        foreach (var entry in JournalWriter.InStage("initrd").Entries)
        {
            builder.Add(entry);
        }

        var piece = Encoding.ASCII.GetBytes(new string('x', 65_536));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 160; i++)
        {
            builder.Add(new JournalEntry(100 + i, 100, new OutputLine(OutputSource.Console, piece, false)));
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }
}
