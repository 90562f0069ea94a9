using System.Runtime.CompilerServices;
using Guestfs.Boots;
using Guestfs.Journal;
using Guestfs.Pins;
using Guestfs.Timeline;

namespace Guestfs.Web.Exports.Bundle;

/// <summary>A boot as far as it went when the first file of a bundle was begun, so that all its files tell the same.</summary>
internal sealed class SnapshotReader : IBootReader
{
    private readonly IBootReader _boot;
    private readonly BootSummary _summary;
    private readonly long _last;
    private readonly IReadOnlyList<Pin> _pins;

    private SnapshotReader(IBootReader boot, BootSummary summary, long last, IReadOnlyList<Pin> pins) =>
        (_boot, _summary, _last, _pins) = (boot, summary, last, pins);

    public string Id => _boot.Id;

    public string Address => _boot.Address;

    public bool ShowsConsole => _boot.ShowsConsole;

    /// <returns>Null when there is no such boot.</returns>
    public static async Task<IBootReader?> TakeAsync(IBootReader boot, CancellationToken cancellationToken)
    {
        if (await boot.FindAsync(cancellationToken) is not { } summary)
        {
            return null;
        }

        var last = -1L;
        await foreach (var entry in boot.ReadAsync(0, follow: false, cancellationToken))
        {
            last = entry.Sequence;
        }

        return new SnapshotReader(boot, summary, last, await boot.ReadPinsAsync(cancellationToken));
    }

    public Task<BootSummary?> FindAsync(CancellationToken cancellationToken) => Task.FromResult<BootSummary?>(_summary);

    public Task<IReadOnlyList<Pin>> ReadPinsAsync(CancellationToken cancellationToken) => Task.FromResult(_pins);

    public IAsyncEnumerable<IReadOnlyList<Pin>> WatchPinsAsync(CancellationToken cancellationToken) => new[] { _pins }.ToAsyncEnumerable();

    public async IAsyncEnumerable<JournalEntry> ReadAsync(long from, bool follow, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var entry in _boot.ReadAsync(from, follow: false, cancellationToken))
        {
            if (entry.Sequence > _last)
            {
                yield break;
            }

            yield return entry;
        }
    }
}
