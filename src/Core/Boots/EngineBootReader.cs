using Guestfs.Journal;
using Guestfs.Pins;
using Guestfs.Timeline;

namespace Guestfs.Boots;

/// <summary>A boot as its owners see it: everything, unedited.</summary>
public sealed class EngineBootReader(IBootEngine engine, PinDesk pins, string id) : IBootReader
{
    public string Id => id;

    public string Address => $"/boots/{id}";

    public bool ShowsConsole => true;

    public Task<BootSummary?> FindAsync(CancellationToken cancellationToken) => engine.FindAsync(id, cancellationToken);

    public Task<IReadOnlyList<Pin>> ReadPinsAsync(CancellationToken cancellationToken) => pins.ListAsync(id, cancellationToken);

    public IAsyncEnumerable<IReadOnlyList<Pin>> WatchPinsAsync(CancellationToken cancellationToken) => pins.WatchAsync(id, cancellationToken);

    public IAsyncEnumerable<JournalEntry> ReadAsync(long from, bool follow, CancellationToken cancellationToken) =>
        engine.WatchAsync(id, from, follow, cancellationToken);
}
