using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Boots;

/// <summary>Which boots a list shows. Null and empty filters match everything.</summary>
public sealed record BootQuery
{
    public IReadOnlyList<BootStatus> Statuses { get; init; } = [];

    /// <summary>The stage a boot is in or ended in.</summary>
    public string? Stage { get; init; }

    public string? Accelerator { get; init; }

    public string? Label { get; init; }

    /// <summary>Found in title, label, names of disks, sentence, id, host, guest kernel or the SHA-256 of an imported file.</summary>
    public string? Text { get; init; }

    public BootSort Sort { get; init; } = BootSort.Newest;

    /// <summary>Counts from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>At most 1000.</summary>
    public int PageSize { get; init; } = 50;

    /// <summary>The <see cref="BootPage.AsOf"/> of an earlier page: boots that were over only after it are left out, so that pages do not shift while boots end.</summary>
    public long? AsOf { get; init; }

    /// <summary>Whether the filters let a boot through; for boots that run, which a store knows only in an older state.</summary>
    public bool Matches(BootSummary boot) =>
        (Statuses.Count == 0 || Statuses.Contains(boot.Status))
        && (string.IsNullOrEmpty(Stage) || boot.Stage == Stage)
        && (string.IsNullOrEmpty(Accelerator) || boot.Accelerator == Accelerator)
        && (string.IsNullOrEmpty(Label) || boot.Label == Label)
        && (string.IsNullOrWhiteSpace(Text) || SearchText.Of(boot).Contains(SearchText.Fold(Text.Trim()), StringComparison.Ordinal));
}

public enum BootSort
{
    Newest,
    Oldest,
    Slowest,
    Fastest,
}
