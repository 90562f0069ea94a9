using Guestfs.Boots;
using Guestfs.Journal;

namespace Guestfs.Core.Tests.Boots;

public sealed class BootControlTests
{
    [Fact]
    public void Abort_Twice_KeepsTheFirstReasonAndAnnouncesOnce()
    {
        using var control = new BootControl();
        var announced = new List<string>();

        Assert.True(control.Abort(BootStatus.Cancelled, "Cancelled by ada", () => announced.Add("ada")));
        Assert.False(control.Abort(BootStatus.TimedOut, "Too late", () => announced.Add("clock")));

        Assert.Equal(["ada"], announced);
        Assert.True(control.Aborted.IsCancellationRequested);
        var end = control.Reason!.ToEvent("kernel", 1_500_000_000);
        Assert.Equal((BootStatus.Cancelled, "Cancelled by ada in the kernel stage after 1.50 s."), (end.Status, end.Sentence));
    }

    [Fact]
    public void Abort_IsAnnouncedBeforeTheBootLearnsOfIt()
    {
        using var control = new BootControl();
        var known = true;

        control.Abort(BootStatus.Cancelled, "Cancelled", () => known = control.Aborted.IsCancellationRequested);

        Assert.False(known);
    }

    [Fact]
    public void Abort_AfterTheEnd_DoesNothing()
    {
        var control = new BootControl();
        control.Dispose();

        Assert.False(control.Abort(BootStatus.TimedOut, "Too late", () => Assert.Fail("A boot that is over was told.")));

        Assert.Null(control.Reason);
        Assert.False(control.Aborted.IsCancellationRequested);
    }

    [Fact]
    public async Task Abort_FromManyThreads_HasOneWinner()
    {
        using var control = new BootControl();
        var announced = 0;

        var winners = await Task.WhenAll(Enumerable.Range(0, 50).Select(number => Task.Run(
            () => control.Abort(BootStatus.Cancelled, $"{number}", () => Interlocked.Increment(ref announced)) ? number : -1,
            TestContext.Current.CancellationToken)));

        var winner = Assert.Single(winners, static number => number >= 0);
        Assert.Equal(1, announced);
        Assert.Equal($"{winner}", control.Reason!.Beginning);
    }

    [Fact]
    public async Task Stop_Twice_IsAnnouncedOnceAndIsNoAbort()
    {
        using var control = new BootControl();
        var announced = 0;

        Assert.True(control.Stop(() => announced++));
        Assert.False(control.Stop(() => announced++));

        await control.StopRequested;
        Assert.Equal(1, announced);
        Assert.Null(control.Reason);
        Assert.False(control.Aborted.IsCancellationRequested);
    }
}
