using Guestfs.Timeline;
using Guestfs.Web.ViewModels.Boots;

namespace Guestfs.Web.Tests.ViewModels.Boots;

public sealed class StripSegmentTests
{
    private static readonly StageSpan[] Stages = [new("qemu", 1, 0, 100), new("firmware", 1, 100, 0), new("kernel", 1, 100, 300)];

    [Theory]
    [InlineData(0, "width:25%", "width:75%")]
    [InlineData(200, "width:25%", "width:75%")]
    [InlineData(800, "width:12.5%", "width:37.5%")]
    public void Of_Scale_GivesPercentOfTheLongerOne(long scale, params string[] styles) =>
        Assert.Equal(styles, StripSegment.Of(Stages, scale).Select(static segment => segment.Style));

    [Fact]
    public void Of_NoStages_IsEmpty()
    {
        Assert.Empty(StripSegment.Of([], 0));
        Assert.Empty(StripSegment.Of([new StageSpan("queue", 0, 0, 0)], 0));
    }

    [Fact]
    public void Describe_Stages_SaysTheirLengths() =>
        Assert.Equal("qemu <0.1 ms, kernel 2.00 s", StripSegment.Describe([new("qemu", 1, 0, 100), new("kernel", 1, 100, 2_000_000_000)]));
}
