using Guestfs.Boots;
using Guestfs.Journal;
using Guestfs.Web.ViewModels.NewBoot;

namespace Guestfs.Web.Tests.ViewModels.NewBoot;

public sealed class StartStateTests
{
    private static readonly HashSet<string> None = [];

    [Fact]
    public void Of_AllPassed_Starts() => Check(new StartState(true, "Start", "ok", "2 checks passed"), CheckState.Pass, CheckState.Pass);

    [Fact]
    public void Of_Warning_StartsAnyway() => Check(new StartState(true, "Start anyway", "warn", "1 warning: Finding 1."), CheckState.Pass, CheckState.Warn);

    [Fact]
    public void Of_Problem_DoesNotStart() => Check(new StartState(false, "Start", "bad", "2 problems: Finding 1."), CheckState.Warn, CheckState.Fail, CheckState.Fail);

    [Fact]
    public void Of_UnconfirmedWriting_DoesNotStart()
    {
        var request = new BootRequest { Disks = [new DiskRequest { Source = "scratch:5", Writable = true }, new DiskRequest { Source = "images:a", Writable = true }] };

        Assert.Equal(new StartState(false, "Start", "warn", "Confirm first that images:a may be changed."), StartState.Of(request, new Preflight([]), None));
        Assert.True(StartState.Of(request, new Preflight([]), new HashSet<string> { "images:a" }).CanStart);
    }

    [Fact]
    public void Of_RunningChecks_LetsStart() => Assert.True(StartState.Of(new BootRequest(), null, None).CanStart);

    private static void Check(StartState expected, params CheckState[] states) =>
        Assert.Equal(expected, StartState.Of(new BootRequest(), new Preflight([.. states.Select(static (state, index) => new Check("host", "Name", state, $"Finding {index}."))]), None));
}
