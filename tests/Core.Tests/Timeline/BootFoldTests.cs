using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Core.Tests.Timeline;

public class BootFoldTests
{
    [Fact]
    public void Status_FollowsTheEngine()
    {
        var fold = new BootFold();
        var seen = new List<string>();
        var journal = JournalWriter.Requested().Add(new BootQueued(2, "two boots run")).Add(new BootAdmitted()).Add(new AttemptStarted(1, "tcg", "asked for"))
            .Console("guestfsd --verbose").Add(new LaunchFlagReceived()).Add(new ShutdownStarted("asked to")).Add(new BootEnded(BootStatus.Finished, "Ready after 5 ms.", null));

        foreach (var entry in journal.Entries)
        {
            fold.Add(entry);
            seen.Add($"{fold.Status} {fold.Stage}");
        }

        Assert.Equal(
            ["Queued ", "Queued queue", "Building appliance", "Booting qemu", "Booting daemon", "Ready session", "Ready shutdown", "Finished shutdown"],
            seen);
    }

    [Fact]
    public void Summary_OfARecordedBoot_TellsItInOneRow()
    {
        var journal = RecordedBoot.Load("tcg-verbose").Journal();

        var summary = Fold(journal).Summary("abcdefghij");

        Assert.Equal("abcdefghij", summary.Id);
        Assert.Equal("tcg-verbose", summary.Title);
        Assert.Equal((BootStatus.Finished, "shutdown", "ada", "recorder"), (summary.Status, summary.Stage, summary.RequestedBy, summary.Host));
        Assert.Equal(("6.1.0-56-amd64", "tcg", 1), (summary.GuestKernel, summary.Accelerator, summary.Attempts));
        Assert.Equal(journal.Single(static entry => entry.Event is LaunchFlagReceived).Offset, summary.ReadyAfter);
        Assert.Equal(journal[^1].Offset, summary.Total);
        Assert.Equal(summary.Total, summary.Stages.Sum(static stage => stage.Duration));
        Assert.Equal(journal.Count, summary.Entries);
        Assert.Equal(journal.Sum(static entry => entry.Event is OutputLine line ? line.Raw.Length : 0), summary.ConsoleBytes);
    }

    [Fact]
    public void Summary_OfManyDisks_NamesTheFirst()
    {
        var request = new BootRequest { Disks = [.. Enumerable.Range(0, 6).Select(static index => new DiskRequest { Source = $"images:{index}.img" })] };

        var summary = Fold(JournalWriter.Requested(request).Entries).Summary("x");

        Assert.Equal(6, summary.DiskCount);
        Assert.Equal(["images:0.img", "images:1.img", "images:2.img", "images:3.img"], summary.Disks);
        Assert.Contains("images:0.img", Guestfs.Boots.SearchText.Of(summary), StringComparison.Ordinal);
    }

    [Fact]
    public void Summary_WhileABootRuns_CountsTheOpenStage()
    {
        var summary = Fold(JournalWriter.InStage("kernel").At(400).Console("nothing special").Entries).Summary("x");

        Assert.Equal(("kernel", 397_000_000L), (summary.Stages[^1].Name, summary.Stages[^1].Duration));
        Assert.Equal(400_000_000, summary.Total);
        Assert.Null(summary.ReadyAfter);
    }

    [Fact]
    public void Facts_OfARecordedBoot_AreWhatQemuAndTheGuestSaid()
    {
        var facts = Fold(RecordedBoot.Load("kvm-abort").Journal()).Facts;

        Assert.Equal("SeaBIOS 1.16.2-debian-1.16.2-1", facts.Firmware);
        Assert.Equal("6.1.0-56-amd64", facts.GuestKernel);
        Assert.Equal(("tcg", "kvm failed"), (facts.Accelerator, facts.AcceleratorReason));
        Assert.StartsWith("panic=1 console=ttyS0", facts.KernelCommandLine, StringComparison.Ordinal);
        Assert.Contains("accel=tcg,graphics=off", facts.QemuArguments);
        Assert.Equal("accelerator", Assert.Single(facts.Decisions).Subject);
        Assert.NotNull(facts.ApplianceFiles);
    }

    [Fact]
    public void Facts_OfALogWithoutArguments_TakeTheGuestsCommandLine()
    {
        var facts = Fold(JournalWriter.InStage("firmware").Console("[    0.000000] Linux version 6.1 (a)").Console("[    0.000000] Command line: panic=1 quiet").Entries).Facts;

        Assert.Equal("panic=1 quiet", facts.KernelCommandLine);
    }

    [Fact]
    public void Disks_PreparedAgainForTheNextAttempt_CountOnce()
    {
        var disk = new DiskPrepared(0, "/dev/sda", "images:a.qcow2", "qcow2", 1 << 30, false);

        var facts = Fold(JournalWriter.Building().Add(disk).Add(disk with { Writable = true }).Entries).Facts;

        Assert.True(Assert.Single(facts.Disks).Writable);
    }

    [Fact]
    public void Counts_WithLinesDroppedLater_AreThoseOfTheLiveFold()
    {
        var live = JournalWriter.InStage("session");
        for (var i = 0; i < 10; i++)
        {
            live.Console("0123456789");
        }

        var first = live.Entries.FindIndex(static entry => entry.Event is OutputLine) + 2;
        var dropped = new OutputDropped(4, 48, first, first + 3);
        var stored = live.Entries.Where(entry => entry.Sequence < first || entry.Sequence > first + 3)
            .Append(new JournalEntry(first, live.Entries[first].Offset, dropped)).OrderBy(static entry => entry.Sequence);

        var expected = Fold(live.Entries).Summary("x");
        var again = Fold(stored).Summary("x");
        var told = Fold(live.Entries.Append(new JournalEntry(first, 0, dropped))).Summary("x");

        Assert.Equal((expected.ConsoleBytes, expected.Entries), (again.ConsoleBytes, again.Entries));
        Assert.Equal((expected.ConsoleBytes, expected.Entries), (told.ConsoleBytes, told.Entries));
    }

    [Fact]
    public void Timeline_TakenBefore_IsNotChangedByLaterEntries()
    {
        var fold = Fold(JournalWriter.InStage("kernel").Entries);
        var before = fold.Timeline;
        var text = TimelineText.Write(before);

        fold.Add(new JournalEntry(99, 500_000_000, new LaunchFlagReceived()));

        Assert.Equal(text, TimelineText.Write(before));
        Assert.NotEqual(text, TimelineText.Write(fold.Timeline));
    }

    private static BootFold Fold(IEnumerable<JournalEntry> journal)
    {
        var fold = new BootFold();
        foreach (var entry in journal)
        {
            fold.Add(entry);
        }

        return fold;
    }
}
