using Guestfs.Timeline;

namespace Guestfs.Core.Tests.Timeline;

public class TimelineTrackTests
{
    private readonly TimelineTrack _track = new();

    [Fact]
    public void Nested_BelowABareStage_EndsWhenTheNextActivityBeginsThere()
    {
        At(0).BeginStage("kernel", 1);
        At(5).BeginNested("kernel:initcall a", "1");
        At(6).BeginNested("kernel:initcall b", "2");
        At(9).Begin(["kernel:free"]);

        Assert.Equal(
            ["kernel 0-", "(before initcall a) 0-5", "kernel:initcall a 5-9", "kernel:initcall b 6-9", "kernel:free 9-"],
            Show());
        Assert.Equal([-1, 0, 0, 2, 0], _track.Bars.Select(static bar => bar.Parent));
    }

    [Fact]
    public void Path_OfTheSameNames_GoesOn()
    {
        At(0).BeginStage("init", 1);
        At(0).Begin(["init:udev", "init:trigger"]);
        At(3).Begin(["init:udev", "init:settle"]);
        At(5).Begin(["init:udev", "init:settle"]);
        At(7).Begin(["*"]);

        Assert.Equal(["init 0-", "init:udev 0-", "init:trigger 0-3", "init:settle 3-7"], Show());
    }

    [Fact]
    public void Path_KeepingALevelThatIsNotOpen_HangsBelowTheStage()
    {
        At(0).BeginStage("init", 1);
        At(0).Begin(["*", "init:cat"]);

        Assert.Equal(1, _track.Bars[^1].Depth);
    }

    [Fact]
    public void End_OfAnOuterActivity_EndsTheInnerOnes()
    {
        At(0).BeginStage("kernel", 1);
        At(0).BeginNested("a", "1");
        At(1).BeginNested("b", "1");
        At(2).BeginNested("c", "1");
        At(4).End("a");
        At(5).End("nothing of this name");

        Assert.Equal(["kernel 0-", "a 0-4", "b 1-4", "c 2-4"], Show());
    }

    [Fact]
    public void Gap_EndsBeforeTheActivityThatFollows()
    {
        At(0).BeginStage("session", 1);
        At(0).Begin(["rpc:ping_daemon"]);
        At(2).End("rpc:ping_daemon");
        _track.TakeChanges();
        At(8).Begin(["rpc:list_devices"]);

        var changes = _track.TakeChanges();
        var gap = Assert.IsType<BarOpened>(changes[0]).Bar;
        Assert.Equal((BarKind.Gap, "after ping_daemon", 2_000_000, null), (gap.Kind, gap.Name, gap.Start, gap.End));
        Assert.Equal(new BarClosed(gap.Id, 8_000_000, 108), changes[1]);
        Assert.Equal("rpc:list_devices", Assert.IsType<BarOpened>(changes[2]).Bar.Name);
    }

    [Fact]
    public void Activity_WithoutAStage_IsNotDrawn()
    {
        At(0).Begin(["init:udev"]);
        At(0).BeginNested("a", "1");
        At(1).EndStage();

        Assert.Empty(_track.Bars);
        Assert.Empty(_track.TakeChanges());
    }

    private TimelineTrack At(long milliseconds)
    {
        _track.Cause = new Cause(100 + milliseconds, milliseconds * 1_000_000);
        return _track;
    }

    private IEnumerable<string> Show() => _track.Bars.Select(static bar =>
        $"{(bar.Kind == BarKind.Gap ? $"({bar.Name})" : bar.Name)} {bar.Start / 1_000_000}-{bar.End / 1_000_000}");
}
