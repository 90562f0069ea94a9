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
    /// <summary>Those the reader may see, by their ids.</summary>
    public IReadOnlyList<Pin> Pins { get; init; } = [];
}

/// <param name="Number">The number the console shows and links to.</param>
public sealed record ViewLine(long Number, string Text);
