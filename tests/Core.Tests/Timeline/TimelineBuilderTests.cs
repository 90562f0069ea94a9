using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Core.Tests.Timeline;

public class TimelineBuilderTests
{
    [Fact]
    public void Stages_OfWholeBoot_FollowEachOtherFromZero()
    {
        var journal = JournalWriter.Requested().At(5).Add(new BootQueued(1, "2 boots run")).At(10).Add(new BootAdmitted())
            .At(20).Add(new AttemptStarted(1, "tcg", "asked for"))
            .At(30).Console("SeaBIOS (version 1)").At(40).Console("[    0.000000] Linux version 6.1 (a)")
            .At(50).Console("supermin: mounting /proc").At(60).Console("supermin: picked 8:0 as root device")
            .At(70).Console("Starting /init script ...").At(80).Console("guestfsd --verbose")
            .At(90).Add(new LaunchFlagReceived()).At(100).Add(new ShutdownStarted("asked to")).At(110).Add(new BootEnded(BootStatus.Finished, "Done.", null));

        var timeline = TimelineChecks.Fold(journal.Entries);

        Assert.Equal(StageNames.InOrder, timeline.Stages.Select(static stage => stage.Name));
        Assert.Equal([0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100], timeline.Stages.Select(static stage => stage.Start / 1e6));
        TimelineChecks.HoldsPromises(timeline);
        TimelineChecks.StagesSumTo(timeline, 110_000_000);
    }

    [Fact]
    public void Boot_ThatEndsInTheQueue_IsAllQueue()
    {
        var timeline = TimelineChecks.Fold(JournalWriter.Requested().At(8).Add(new BootEnded(BootStatus.Cancelled, "Gone.", null)).Entries);

        var stage = Assert.Single(timeline.Stages);
        Assert.Equal((StageNames.Queue, 0L, 8_000_000L), (stage.Name, stage.Start, stage.End));
    }

    [Fact]
    public void Attempt_AfterAFailedOne_BeginsQemuAgain()
    {
        var journal = JournalWriter.Booting().At(10).Console("SeaBIOS (version 1)")
            .At(20).Add(new AttemptStarted(2, "tcg", "kvm failed")).At(30).Console("SeaBIOS (version 1)")
            .At(40).Add(new BootEnded(BootStatus.Failed, "No.", null));

        var timeline = TimelineChecks.Fold(journal.Entries);

        Assert.Equal(["appliance 0", "qemu 1", "firmware 1", "qemu 2", "firmware 2"], timeline.Stages.Select(static stage => $"{stage.Name} {stage.Attempt}"));
        TimelineChecks.StagesSumTo(timeline, 40_000_000);
    }

    [Fact]
    public void Console_OfAnEarlierStage_DoesNotMoveBack()
    {
        var journal = JournalWriter.InStage("init").Console("supermin: mounting /proc").Console("SeaBIOS (version 1)").Console("supermin: chroot");

        Assert.Equal("init", TimelineChecks.Fold(journal.Entries).Stages.Last().Name);
    }

    [Fact]
    public void Console_SkippingStages_MovesOn()
    {
        var journal = JournalWriter.Booting().Console("guestfsd");

        Assert.Equal(["appliance", "qemu", "daemon"], TimelineChecks.Fold(journal.Entries).Stages.Select(static stage => stage.Name));
    }

    [Theory]
    [InlineData(OutputSource.Supermin)]
    [InlineData(OutputSource.Qemu)]
    [InlineData(OutputSource.Engine)]
    public void Line_FromAnotherSource_SaysNothing(OutputSource source)
    {
        var journal = JournalWriter.Booting().Line(source, "Starting /init script ...", terminated: true);

        Assert.Equal("qemu", TimelineChecks.Fold(journal.Entries).Stages.Last().Name);
    }

    [Theory]
    [InlineData("queue")]
    [InlineData("appliance")]
    [InlineData("session")]
    [InlineData("shutdown")]
    public void Console_OutsideOfBooting_CannotMoveTheBoot(string stage)
    {
        var journal = stage == "queue" ? JournalWriter.Requested().Add(new BootQueued(1, "busy")) : JournalWriter.InStage(stage);

        journal.Console("Linux version 6.1 (a)").Console("guestfsd --verbose").Console("supermin: internal insmod a.ko").Console("+ mdadm");

        var timeline = TimelineChecks.Fold(journal.Entries);
        Assert.Equal(stage, timeline.Stages.Last().Name);
        Assert.DoesNotContain(timeline.Bars, static bar => bar.Rule is not null);
    }

    [Fact]
    public void Gap_LongerThanAMillisecond_IsNamedAfterWhatCameBefore()
    {
        var journal = JournalWriter.InStage("session").At(10).Add(new CallStarted(0, "ping_daemon", null)).At(12).Add(new CallEnded(0, null))
            .At(12.9).Add(new CallStarted(1, "list_devices", null)).At(20).Add(new CallEnded(1, null))
            .At(50).Add(new BootEnded(BootStatus.Finished, "Done.", null));

        var timeline = TimelineChecks.Fold(journal.Entries);

        Assert.Equal(
            ["before ping_daemon", "rpc:ping_daemon", "rpc:list_devices", "after list_devices"],
            timeline.Bars.Where(static bar => bar.Stage == "session" && bar.Depth == 1).Select(static bar => bar.Name));
        TimelineChecks.HoldsPromises(timeline);
    }

    [Fact]
    public void Gap_OfAStageWithoutActivities_IsAllOfIt()
    {
        var journal = JournalWriter.InStage("session").At(30).Add(new ShutdownStarted("asked to"));

        var gap = Assert.Single(TimelineChecks.Fold(journal.Entries).Bars, static bar => bar.Kind == BarKind.Gap);
        Assert.Equal("all of session", gap.Name);
    }

    [Fact]
    public void Line_InPieces_IsMatchedOnItsWholeText()
    {
        var journal = JournalWriter.InStage("initrd").At(10).Console("supermin: internal insmod virtio_s", terminated: false);
        var before = TimelineChecks.Fold(journal.Entries).Bars;

        var bars = TimelineChecks.Fold(journal.At(14).Console("csi.ko").Entries).Bars;

        Assert.Equal("initrd:start", before[^1].Name);
        Assert.Equal(("initrd:insmod virtio_scsi", 10_000_000L), (bars[^1].Name, bars[^1].Start));
        Assert.Equal(before.Count + 1, bars.Count);
    }

    [Fact]
    public void Line_WhoseEndNeverComes_CountsOnceWhenUnderstood()
    {
        var journal = JournalWriter.InStage("init").At(10).Console("trying to open virtio-serial channel", terminated: false);

        Assert.Equal("daemon:channel", TimelineChecks.Fold(journal.Entries).Bars[^1].Name);
        var bars = TimelineChecks.Fold(journal.Console(" '/dev/x'", terminated: false).Console("", terminated: true).Entries).Bars;
        Assert.Single(bars, static bar => bar.Name == "daemon:channel");
    }

    [Fact]
    public void Line_CutOffByTheEndOfQemu_IsStillUnderstood()
    {
        var journal = JournalWriter.InStage("kernel").Console("Kernel panic - not syncing: no init", terminated: false).Add(new ProcessExited("qemu", 1, 0, null, null));

        Assert.Contains(TimelineChecks.Fold(journal.Entries).Marks, static mark => mark is { Name: "kernel panic", Detail: "no init" });
    }

    [Fact]
    public void Piece_OfTextAfterAReset_BeginsWithTheReset()
    {
        var journal = JournalWriter.InStage("firmware").At(10).Console("Booting from ROM..", terminated: false)
            .At(20).Console("\u001bc\u001b[?7l\u001b[2J", terminated: false).At(300).Console("[    0.000000] Linux version 6.1 (a)");

        Assert.Equal(20_000_000, TimelineChecks.Fold(journal.Entries).Stages.Last().Start);
    }

    [Fact]
    public void Reset_OfTheScreen_BeginsTheKernelOnlyWhereTheFirmwareHandsOver()
    {
        var journal = JournalWriter.Booting().Console("\u001bc\u001b[2J", terminated: false);

        Assert.Equal("qemu", Stage());
        journal.Console("\u001bcSeaBIOS (version 1)\u001bc");
        Assert.Equal("firmware", Stage());
        journal.Console("Booting from ROM..\u001bc");
        Assert.Equal("kernel", Stage());

        string? Stage() => TimelineChecks.Fold(journal.Entries).Stages.Last().Name;
    }

    [Fact]
    public void KernelSpoke_OnlyByWords_NotByAResetOfTheScreen()
    {
        var fold = new BootFold();
        var journal = JournalWriter.InStage("firmware:boot").Console("\u001bc", terminated: false).Console("[    0.000000] Linux version 6.1 (a)");

        journal.Entries.SkipLast(1).ToList().ForEach(entry => fold.Add(entry));
        Assert.Equal(("kernel", false), (fold.Stage, fold.KernelSpoke));
        fold.Add(journal.Entries[^1]);
        Assert.True(fold.KernelSpoke);
        fold.Add(new JournalEntry(journal.Entries.Count, journal.Entries[^1].Offset, new AttemptStarted(2, "tcg", "the first did not come up")));
        Assert.False(fold.KernelSpoke);
    }

    [Fact]
    public void Line_OfTwoWriters_ShowsBoth()
    {
        var journal = JournalWriter.InStage("firmware").Console("Booting from ROM..[    0.000000] Linux version 6.1 (a)supermin: mounting /proc");

        Assert.Equal(["firmware:seabios", "firmware:boot", "kernel", "kernel:entry", "initrd", "initrd:start"], TimelineChecks.Fold(journal.Entries).Bars.Skip(5).Where(static bar => bar.Kind != BarKind.Gap).Select(static bar => bar.Name));
    }

    [Fact]
    public void GuestTime_OfPrintk_IsKeptBesideTheHosts()
    {
        var journal = JournalWriter.InStage("kernel").At(77).Console("[   12.345678] devtmpfs: initialized").Console("[1234.000001] Freeing unused kernel memory");

        var bars = TimelineChecks.Fold(journal.Entries).Bars;

        Assert.Equal((77_000_000L, 12_345_678_000L), (bars[^2].Start, bars[^2].GuestStart));
        Assert.Equal(1_234_000_001_000, bars[^1].GuestStart);
    }

    [Fact]
    public void Kernel_StartingAgain_IsAMarkAndNoStage()
    {
        var journal = JournalWriter.Booting().Console("[    0.000000] Linux version 6.1 (a)").Console("supermin: mounting /proc").Console("[    0.000000] Linux version 6.1 (a)");

        var timeline = TimelineChecks.Fold(journal.Entries);

        Assert.Equal("guest reset", Assert.Single(timeline.Marks).Name);
        Assert.Equal("initrd", timeline.Stages.Last().Name);
    }

    [Fact]
    public void Kernel_OfTheNextAttempt_IsNoReset()
    {
        var journal = JournalWriter.Booting().Console("Linux version 6.1 (a)").Add(new AttemptStarted(2, "tcg", "kvm failed")).Console("Linux version 6.1 (a)");

        Assert.Empty(TimelineChecks.Fold(journal.Entries).Marks);
    }

    [Fact]
    public void Entries_OutOfTimeOrder_NeverOpenBarsInThePast()
    {
        var journal = JournalWriter.InStage("kernel").At(50).Console("devtmpfs: initialized").At(40).Console("supermin: mounting /proc").At(30).Add(new LaunchFlagReceived());

        var timeline = TimelineChecks.Fold(journal.Entries);

        TimelineChecks.HoldsPromises(timeline);
        Assert.Equal(50_000_000, timeline.Stages.Last().Start);
    }

    [Fact]
    public void Initcalls_NestWithinTheirTask()
    {
        var journal = JournalWriter.InStage("initrd").Console("supermin: internal insmod a.ko")
            .Console("calling  a_init+0x0/0x1 [a] @ 1").Console("calling  b_init+0x0/0x1 [b] @ 2").Console("calling  inner+0x0/0x1 @ 1")
            .Console("initcall b_init+0x0/0x1 [b] returned 0 after 1 usecs").Console("initcall a_init+0x0/0x1 [a] returned 0 after 1 usecs")
            .Console("supermin: internal insmod c.ko");

        var timeline = TimelineChecks.Fold(journal.Entries);

        TimelineChecks.HoldsPromises(timeline);
        var bars = timeline.Bars.Where(static bar => bar.Name.StartsWith("kernel:", StringComparison.Ordinal)).ToList();
        Assert.Equal(["initrd:insmod a", "initrd:insmod a", "kernel:initcall a.a_init"], bars.Select(bar => timeline.Bars[bar.Parent].Name));
        Assert.All(bars, static bar => Assert.NotNull(bar.End));
    }

    [Fact]
    public void LockWait_IsAnActivityUntilSuperminGoesOn()
    {
        var journal = JournalWriter.Building().At(5).Supermin("supermin: acquiring lock on /x/lock").At(6).Add(new LockWaiting(4711, "guestfish"))
            .At(500).Add(new LockWaiting(4712, "guestfish")).At(900).Supermin("supermin: build: /usr/lib/supermin.d");

        var wait = Assert.Single(TimelineChecks.Fold(journal.Entries).Bars, static bar => bar.Name == "supermin:lock wait");
        Assert.Equal((6_000_000L, 900_000_000L), (wait.Start, wait.End));
    }

    [Fact]
    public void Decision_IsAMarkWithItsReason()
    {
        var journal = JournalWriter.Building().Add(new Decision("accelerator", "tcg", "KVM is remembered as broken."));

        Assert.Contains(TimelineChecks.Fold(journal.Entries).Marks, static mark => mark is { Name: "accelerator: tcg", Detail: "KVM is remembered as broken." });
    }

    [Fact]
    public void Call_DuringShutdown_IsPartOfIt()
    {
        var journal = JournalWriter.InStage("shutdown").Add(new CallStarted(7, "internal_autosync", null)).Add(new CallEnded(7, null)).Add(new ProcessExited("qemu", 1, 0, null, 9));

        Assert.Equal(["shutdown:autosync", "shutdown:power-off"], TimelineChecks.Fold(journal.Entries).Bars.TakeLast(2).Select(static bar => bar.Name));
    }

    [Fact]
    public void Entries_AfterTheLast_ChangeNothing()
    {
        var builder = new TimelineBuilder();
        var journal = JournalWriter.InStage("kernel").Add(new BootEnded(BootStatus.Failed, "No.", null)).Console("supermin: mounting /proc").Add(new AttemptStarted(2, "tcg", ""));

        var changes = journal.Entries.Select(builder.Add).ToList();

        Assert.NotEmpty(changes[^3]);
        Assert.Empty(changes[^2]);
        Assert.Empty(changes[^1]);
    }
}
