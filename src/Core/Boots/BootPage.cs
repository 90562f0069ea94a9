using Guestfs.Timeline;

namespace Guestfs.Boots;

/// <param name="Running">Boots that are not over, newest first, whatever the filters and page; they are pinned on top.</param>
/// <param name="Total">The number of past boots that match, over all pages.</param>
public sealed record BootPage(IReadOnlyList<BootSummary> Running, IReadOnlyList<BootSummary> Past, int Total)
{
    /// <summary>The instant this page shows, for <see cref="BootQuery.AsOf"/> of the next one.</summary>
    public long AsOf { get; init; }

    /// <summary>The number of past boots that match but were over only after <see cref="BootQuery.AsOf"/>.</summary>
    public int Newer { get; init; }
}
