using Guestfs.Exports;
using Guestfs.Pins;
using Guestfs.Timeline;

namespace Guestfs.Web.Api;

/// <summary>A boot's timeline as data. Times are nanoseconds since the request was accepted.</summary>
/// <param name="RulesVersion">The version of the rules that drew it.</param>
/// <param name="Stages">Contiguous, in order; their durations sum to the whole.</param>
/// <param name="Activities">What happened inside the stages, and the gaps between.</param>
/// <param name="Pins">What people wrote on moments and lines.</param>
public sealed record BootRecord(
    BootSummary Boot,
    BootFacts Facts,
    int RulesVersion,
    long End,
    IReadOnlyList<RecordedBar> Stages,
    IReadOnlyList<RecordedBar> Activities,
    IReadOnlyList<TimelineMark> Marks,
    IReadOnlyList<Pin> Pins)
{
    public static BootRecord Of(ExportedBoot boot, IReadOnlyList<Pin> pins)
    {
        var timeline = boot.Timeline;
        var names = timeline.Bars.ToDictionary(static bar => bar.Id, static bar => bar.Name);
        var bars = timeline.Bars.Select(bar => RecordedBar.Of(bar, names.GetValueOrDefault(bar.Parent), timeline.End)).ToList();
        return new BootRecord(
            boot.Summary,
            boot.Facts,
            timeline.RulesVersion,
            timeline.End,
            bars.FindAll(static bar => bar.Kind == BarKind.Stage),
            bars.FindAll(static bar => bar.Kind != BarKind.Stage),
            timeline.Marks,
            pins);
    }
}

/// <param name="Parent">The name of the enclosing bar, null for a stage.</param>
/// <param name="ParentId">The id of the enclosing bar, null for a stage.</param>
/// <param name="Open">True while it goes on; its duration then reaches to the last entry.</param>
/// <param name="FirstSequence">The journal entry that opened it.</param>
/// <param name="LastSequence">The journal entry that closed it.</param>
public sealed record RecordedBar(
    int Id,
    string Name,
    BarKind Kind,
    string? Parent,
    int? ParentId,
    string Stage,
    int Attempt,
    long Start,
    long Duration,
    bool Open,
    long FirstSequence,
    long? LastSequence,
    string? Rule,
    long? GuestStart)
{
    public static RecordedBar Of(TimelineBar bar, string? parent, long end) => new(
        bar.Id,
        bar.Name,
        bar.Kind,
        parent,
        bar.Parent < 0 ? null : bar.Parent,
        bar.Stage,
        bar.Attempt,
        bar.Start,
        (bar.End ?? end) - bar.Start,
        bar.End is null,
        bar.FirstSequence,
        bar.LastSequence,
        bar.Rule,
        bar.GuestStart);
}
