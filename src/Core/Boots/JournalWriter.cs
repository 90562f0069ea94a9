using Guestfs.Journal;
using Microsoft.Extensions.Logging;

namespace Guestfs.Boots;

/// <summary>
/// Carries one live journal to the store in batches, at most 250 ms behind. A store that fails is tried again until it
/// works; the boot and its viewers go on from memory meanwhile.
/// </summary>
internal sealed partial class JournalWriter(LiveJournal journal, IJournalStore store, StoreHealth health, TimeProvider time, ILogger logger)
{
    private const int MaxBatch = 2000;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private long _from;

    /// <summary>Returns once the last event is stored. Giving up leaves what was stored so far.</summary>
    public async Task RunAsync(CancellationToken giveUp)
    {
        using var timer = new PeriodicTimer(Interval, time);
        var (complete, doubtful) = (false, false);
        while (!complete)
        {
            if (doubtful || !journal.IsComplete)
            {
                await timer.WaitForNextTickAsync(giveUp).ConfigureAwait(false);
            }

            try
            {
                if (doubtful)
                {
                    await FindPlaceAsync(giveUp).ConfigureAwait(false);
                }

                complete = await FlushAsync(giveUp).ConfigureAwait(false);
                doubtful = false;
                health.Works(journal.BootId);
            }
            catch (Exception error) when (!giveUp.IsCancellationRequested)
            {
                doubtful = true;
                health.Fails(journal.BootId, error.Message);
                LogStoreFailed(logger, error, journal.BootId);
            }
        }
    }

    /// <summary>What failed may have been stored all the same, when only the answer was lost.</summary>
    private async Task FindPlaceAsync(CancellationToken cancellationToken)
    {
        await foreach (var entry in store.ReadAsync(journal.BootId, _from, cancellationToken).ConfigureAwait(false))
        {
            _from = LiveJournal.EndOf(entry);
        }
    }

    private async Task<bool> FlushAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var (batch, complete, _) = journal.Take(_from, MaxBatch);
            if (batch.Count > 0)
            {
                await store.AppendAsync(journal.Summary, batch, cancellationToken).ConfigureAwait(false);
                _from = LiveJournal.EndOf(batch[^1]);
            }

            foreach (var marker in journal.DropsBefore(_from))
            {
                await store.DropAsync(journal.BootId, marker, cancellationToken).ConfigureAwait(false);
                journal.ConfirmDrop(marker);
            }

            if (batch.Count < MaxBatch)
            {
                return complete;
            }
        }
    }

    [LoggerMessage(EventId = 1101, Level = LogLevel.Error, Message = "The journal of boot {BootId} could not be stored; it is kept in memory and tried again")]
    private static partial void LogStoreFailed(ILogger logger, Exception error, string bootId);
}
