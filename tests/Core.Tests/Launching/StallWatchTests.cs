using Guestfs.Journal;
using Guestfs.Launching;
using Guestfs.Timeline;

namespace Guestfs.Core.Tests.Launching;

public sealed class StallWatchTests
{
    private const long Second = 1_000_000_000;
    private const long Started = 100 * Second;
    private static readonly StageLimits Limits = new();

    [Theory]
    [InlineData(StageNames.Kernel, Accelerator.Kvm, 30)]
    [InlineData(StageNames.Kernel, Accelerator.Tcg, 300)]
    [InlineData(StageNames.Root, Accelerator.Kvm, 120)]
    [InlineData(StageNames.Init, Accelerator.Tcg, 1200)]
    [InlineData(StageNames.Session, Accelerator.Kvm, 120)]
    [InlineData(StageNames.Shutdown, Accelerator.Tcg, 1200)]
    public void Check_SilenceLongerThanTheStageAllows_IsAStall(string stage, Accelerator accelerator, int limit)
    {
        var watch = new StallWatch(Limits, accelerator, proving: false, Started);
        var last = Started + (5 * Second);

        Assert.Null(watch.Check(stage, true, last, last + (limit * Second)));
        Assert.Equal(new StageStalled(stage, limit + 1, limit), watch.Check(stage, true, last, last + ((limit + 1) * Second)));
    }

    [Fact]
    public void Check_OutputOlderThanQemu_CountsFromItsStart()
    {
        var watch = new StallWatch(Limits, Accelerator.Kvm, proving: false, Started);

        Assert.Null(watch.Check(StageNames.Qemu, false, 0, Started + (30 * Second)));
        Assert.Equal(31, watch.Check(StageNames.Qemu, false, 0, Started + (31 * Second))?.QuietSeconds);
    }

    [Fact]
    public void Check_ProvingKvm_AsksForTheKernelAndNotJustForOutput()
    {
        var watch = new StallWatch(Limits, Accelerator.Kvm, proving: true, Started);
        var now = Started + (11 * Second);

        Assert.Equal(new StageStalled(StageNames.Firmware, 11, 10), watch.Check(StageNames.Firmware, false, now, now));
        Assert.NotNull(watch.Check(StageNames.Kernel, false, now, now));
        Assert.Null(watch.Check(StageNames.Kernel, true, now, now));
        Assert.Null(watch.Check(StageNames.Firmware, false, now - Second, now - Second));
    }

    [Theory]
    [InlineData(Accelerator.Kvm, false)]
    [InlineData(Accelerator.Tcg, true)]
    public void Check_NothingToProve_LeavesFirmwareItsOwnLimit(Accelerator accelerator, bool proving)
    {
        var watch = new StallWatch(Limits, accelerator, proving, Started);

        Assert.Null(watch.Check(StageNames.Firmware, false, Started, Started + (11 * Second)));
    }

    [Theory]
    [InlineData(StageNames.Queue)]
    [InlineData(StageNames.Appliance)]
    [InlineData("")]
    public void Check_StagesWithoutALimit_NeverStall(string stage)
    {
        var watch = new StallWatch(Limits, Accelerator.Kvm, proving: true, Started);

        Assert.Null(watch.Check(stage, false, 0, Started + (100_000 * Second)));
    }

    [Fact]
    public void Limits_ThatAreConfigured_AreUsed()
    {
        var limits = Limits with { ProveKvm = TimeSpan.FromSeconds(1), Daemon = TimeSpan.FromSeconds(2), TcgFactor = 3 };

        Assert.NotNull(new StallWatch(limits, Accelerator.Kvm, true, 0).Check(StageNames.Qemu, false, 0, 2 * Second));
        Assert.Equal(TimeSpan.FromSeconds(6), limits.For(StageNames.Daemon, Accelerator.Tcg));
    }
}
