using System.Runtime.CompilerServices;
using Guestfs.Boots;
using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Web.Exports.Bundle;

/// <summary>A boot as far as it went when the first file of a bundle was begun, so that all its files tell the same.</summary>
internal sealed class SnapshotReader : IBootReader
{
    private readonly IBootReader _boot;
    private readonly BootSummary _summary;
    private readonly long _last;

    private SnapshotReader(IBootReader boot, BootSummary summary, long last) => (_boot, _summary, _last) = (boot, summary, last);

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

        return new SnapshotReader(boot, summary, last);
    }

    public Task<BootSummary?> FindAsync(CancellationToken cancellationToken) => Task.FromResult<BootSummary?>(_summary);

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
