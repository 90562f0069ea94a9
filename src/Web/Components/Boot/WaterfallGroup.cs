using Guestfs.Timeline;

namespace Guestfs.Web.Components.Boot;

/// <summary>One stage with the activities beneath it, as rows of the waterfall.</summary>
/// <param name="Gaps">Drawn over the bar they belong to instead of in rows of their own.</param>
/// <param name="Minor">How many activities are too short to be told from a hair line at whole zoom.</param>
public sealed record WaterfallGroup(
    TimelineBar Stage,
    IReadOnlyList<TimelineBar> Activities,
    ILookup<int, TimelineBar> Gaps,
    int Minor)
{
    /// <summary>Activities below this share of the boot fold away once their stage is over.</summary>
    private const double MinorShare = 0.005;

    /// <summary>The groups of a timeline, in the order their stages began.</summary>
    public static IReadOnlyList<WaterfallGroup> Of(BootTimeline timeline)
    {
        Dictionary<int, List<TimelineBar>> groups = [];
        Dictionary<int, int> stageOf = [];
        foreach (TimelineBar bar in timeline.Bars)
        {
            int stage = bar.Parent < 0 ? bar.Id : stageOf[bar.Parent];
            stageOf[bar.Id] = stage;
            if (bar.Parent < 0)
            {
                groups[stage] = [bar];
            }
            else
            {
                groups[stage].Add(bar);
            }
        }

        return [.. groups.Values.Select(bars => Group(bars, timeline.End))];
    }

    public static bool IsMinor(TimelineBar bar, long end) =>
        bar.Kind == BarKind.Activity && bar.End is { } over && over - bar.Start < end * MinorShare;

    private static WaterfallGroup Group(List<TimelineBar> bars, long end) => new(
        bars[0],
        [.. bars.Skip(1).Where(static bar => bar.Kind != BarKind.Gap)],
        bars.Where(static bar => bar.Kind == BarKind.Gap).ToLookup(static bar => bar.Parent),
        bars.Count(bar => IsMinor(bar, end)));
}
