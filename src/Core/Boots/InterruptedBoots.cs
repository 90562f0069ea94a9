using Guestfs.Journal;
using Guestfs.Timeline;
using Microsoft.Extensions.Logging;

namespace Guestfs.Boots;

/// <summary>Boots that ran when a server died without a word. Their children died with it.</summary>
internal sealed partial class InterruptedBoots(IJournalStore store, ILogger logger)
{
    /// <summary>A boot that cannot be read keeps neither the others nor the server from going on.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        foreach (var bootId in await store.ListUnfinishedAsync(cancellationToken).ConfigureAwait(false))
        {
            try
            {
                await CloseAsync(bootId, cancellationToken).ConfigureAwait(false);
            }
            catch (GuestfsException error)
            {
                LogUnreadable(logger, error, bootId);
            }
        }
    }

    private async Task CloseAsync(string bootId, CancellationToken cancellationToken)
    {
        var fold = new BootFold();
        var (next, last) = (0L, 0L);
        await foreach (var entry in store.ReadAsync(bootId, 0, cancellationToken).ConfigureAwait(false))
        {
            fold.Add(entry);
            (next, last) = (LiveJournal.EndOf(entry), Math.Max(last, entry.Offset));
        }

        var ended = new BootEnded(
            BootStatus.Interrupted,
            $"The server ended while the boot ran: interrupted{Sentences.Where(fold.Stage, last)}. Everything up to there is kept; what came after it, usually less than 0.3 s, was not stored any more.",
            null);
        var end = new JournalEntry(next, last, ended);
        fold.Add(end);

        // A server that died before the first batch leaves a summary alone, and nothing else knows what was asked for.
        var summary = next == 0 && await store.FindAsync(bootId, cancellationToken).ConfigureAwait(false) is { } asked
            ? asked with { Status = ended.Status, Sentence = ended.Sentence, Entries = 1 }
            : fold.Summary(bootId);
        await store.AppendAsync(summary, [end], cancellationToken).ConfigureAwait(false);
    }

    [LoggerMessage(EventId = 1301, Level = LogLevel.Error, Message = "Boot {BootId} was interrupted when the server died, and cannot be closed; other boots are not affected")]
    private static partial void LogUnreadable(ILogger logger, Exception error, string bootId);
}
