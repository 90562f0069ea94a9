using Guestfs.Journal;
using Guestfs.Pins;
using Guestfs.Timeline;

namespace Guestfs.Web.Live;

/// <summary>A boot as it stands at one instant: everything its page, a share of it or an exported file draws first.</summary>
/// <param name="Next">The sequence number from which frames continue this picture.</param>
/// <param name="Elapsed">Nanoseconds since the request; for a boot that is over, its whole length.</param>
/// <param name="Evidence">The line that says why the boot failed, if one does.</param>
/// <param name="LastLines">The last lines before a failure, oldest first.</param>
public sealed record BootView(
    BootSummary Summary,
    BootFacts Facts,
    BootTimeline Timeline,
    long Next,
    long Elapsed,
    ViewLine? Evidence,
    IReadOnlyList<ViewLine> LastLines,
    BootWait? Wait)
{
    /// <summary>What a line of an imported log takes that no clock times, in nanoseconds: it keeps the order and is no length.</summary>
    private const long Step = 1_000;

    /// <summary>
    /// Whether a bar of an imported log has an order and no length: nothing but the steps of its own lines moved time within it.
    /// wwwroot/live/timeline.js says the same.
    /// </summary>
    public bool IsUntimed(TimelineBar bar) =>
        IsStepped && bar is { End: { } end, LastSequence: { } last } && end - bar.Start <= Step * Math.Max(0, last - bar.FirstSequence);

    /// <summary>Whether lines between those that a clock timed follow each other by steps.</summary>
    public bool IsStepped => Facts.Log is { Clock: not LogClock.Host };

    /// <summary>Those the reader may see, by their ids.</summary>
    public IReadOnlyList<Pin> Pins { get; init; } = [];
}

/// <param name="Number">The number the console shows and links to.</param>
public sealed record ViewLine(long Number, string Text);
