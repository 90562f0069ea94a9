using Guestfs.Journal;
using Guestfs.Pins;
using Guestfs.Timeline;

namespace Guestfs.Boots;

/// <summary>Where journals are kept. One writer per boot; readers at any time.</summary>
public interface IJournalStore
{
    /// <summary>Records a boot before its first entry.</summary>
    Task CreateAsync(BootSummary summary, CancellationToken cancellationToken);

    /// <summary>Stores whole boots that are over, all of them or none. Their journals begin at sequence 0, need not have a last event, and are read once, an entry at a time.</summary>
    Task ImportAsync(IReadOnlyList<StoredImport> boots, CancellationToken cancellationToken);

    /// <summary>Adds the next entries and replaces the summary, both or neither. Entries come in sequence order, without overlap.</summary>
    Task AppendAsync(BootSummary summary, IReadOnlyList<JournalEntry> entries, CancellationToken cancellationToken);

    /// <summary>
    /// Puts <paramref name="marker"/>, whose own sequence is one of those it names, in the place of the entries it names, to bound storage.
    /// An earlier marker is replaced when the new one names all of its entries.
    /// </summary>
    Task DropAsync(string bootId, JournalEntry marker, CancellationToken cancellationToken);

    /// <summary>The stored entries from <paramref name="from"/> on, in order. A marker comes when any of the entries it stands for would.</summary>
    IAsyncEnumerable<JournalEntry> ReadAsync(string bootId, long from, CancellationToken cancellationToken);

    Task<BootSummary?> FindAsync(string bootId, CancellationToken cancellationToken);

    Task<BootSummary?> FindByRequestAsync(string requestId, CancellationToken cancellationToken);

    Task<BootPage> ListAsync(BootQuery query, CancellationToken cancellationToken);

    /// <summary>Boots whose journal has no last event: those a dead server left behind.</summary>
    Task<IReadOnlyList<BootSummary>> ListUnfinishedAsync(CancellationToken cancellationToken);

    /// <summary>A small named value that outlives restarts, such as the accelerator verdict.</summary>
    Task<string?> ReadSettingAsync(string name, CancellationToken cancellationToken);

    /// <param name="value">Null removes the setting.</param>
    Task WriteSettingAsync(string name, string? value, CancellationToken cancellationToken);
}

/// <summary>A boot to store as a whole.</summary>
public sealed record StoredImport(BootSummary Summary, IEnumerable<JournalEntry> Journal)
{
    /// <summary>Stored under the ids they have.</summary>
    public IReadOnlyList<Pin> Pins { get; init; } = [];
}

/// <summary>Which boots a list shows. Null and empty filters match everything.</summary>
public sealed record BootQuery
{
    public IReadOnlyList<BootStatus> Statuses { get; init; } = [];

    /// <summary>The stage a boot is in or ended in.</summary>
    public string? Stage { get; init; }

    public string? Accelerator { get; init; }

    public string? Label { get; init; }

    /// <summary>Found in title, label, sentence, id, host, guest kernel or the SHA-256 of an imported file.</summary>
    public string? Text { get; init; }

    public BootSort Sort { get; init; } = BootSort.Newest;

    /// <summary>Counts from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>At most 1000.</summary>
    public int PageSize { get; init; } = 50;

    /// <summary>The <see cref="BootPage.AsOf"/> of an earlier page: boots that were over only after it are left out, so that pages do not shift while boots end.</summary>
    public long? AsOf { get; init; }
}

public enum BootSort
{
    Newest,
    Oldest,
    Slowest,
    Fastest,
}

/// <param name="Running">Boots that are not over, newest first, whatever the filters and page; they are pinned on top.</param>
/// <param name="Total">The number of past boots that match, over all pages.</param>
public sealed record BootPage(IReadOnlyList<BootSummary> Running, IReadOnlyList<BootSummary> Past, int Total)
{
    /// <summary>The instant this page shows, for <see cref="BootQuery.AsOf"/> of the next one.</summary>
    public long AsOf { get; init; }

    /// <summary>The number of past boots that match but were over only after <see cref="BootQuery.AsOf"/>.</summary>
    public int Newer { get; init; }
}
