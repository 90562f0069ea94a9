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

    /// <summary>The ids of boots whose journal has no last event: those a dead server left behind.</summary>
    Task<IReadOnlyList<string>> ListUnfinishedAsync(CancellationToken cancellationToken);

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
