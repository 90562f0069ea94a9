using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Guestfs.Boots;
using Guestfs.Journal;
using Guestfs.Pins;
using Guestfs.Timeline;

namespace Guestfs.Web.Tests.Live;

/// <summary>A boot that counts how often it is read.</summary>
internal sealed class CountedReader(IReadOnlyList<JournalEntry> entries) : IBootReader
{
    private int _readings;

    public IReadOnlyList<JournalEntry> Entries => entries;

    public int Readings => _readings;

    public Exception? Failure { get; init; }

    /// <summary>What happens after the entries, for a boot that is not over.</summary>
    public ChannelReader<JournalEntry>? Later { get; init; }

    /// <summary>Null: no such boot.</summary>
    public BootSummary? Summary { get; init; }

    public string Id => "boot";

    public string Address => "/s/x";

    public bool ShowsConsole => true;

    public Task<BootSummary?> FindAsync(CancellationToken cancellationToken) => Task.FromResult(Summary);

    public Task<IReadOnlyList<Pin>> ReadPinsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<IReadOnlyList<Pin>> WatchPinsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public async IAsyncEnumerable<JournalEntry> ReadAsync(long from, bool follow, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _readings);
        await Task.Yield();
        foreach (var entry in entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return entry;
        }

        if (Later is not null)
        {
            await foreach (var entry in Later.ReadAllAsync(cancellationToken))
            {
                yield return entry;
            }
        }

        if (Failure is not null)
        {
            throw Failure;
        }
    }
}
