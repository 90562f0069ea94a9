using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Boots;

/// <summary>A boot as its owners see it: everything, unedited.</summary>
public sealed class EngineBootReader(IBootEngine engine, string id) : IBootReader
{
    public string Id => id;

    public string Address => $"/boots/{id}";

    public bool ShowsConsole => true;

    public Task<BootSummary?> FindAsync(CancellationToken cancellationToken) => engine.FindAsync(id, cancellationToken);

    public IAsyncEnumerable<JournalEntry> ReadAsync(long from, bool follow, CancellationToken cancellationToken) =>
        engine.WatchAsync(id, from, follow, cancellationToken);
}
