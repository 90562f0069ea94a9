using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Boots;

/// <summary>Boots that ran when a server died without a word. Their children died with it.</summary>
internal sealed class InterruptedBoots(IJournalStore store)
{
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        foreach (var boot in await store.ListUnfinishedAsync(cancellationToken).ConfigureAwait(false))
        {
            var fold = new BootFold();
            var (next, last) = (0L, 0L);
            await foreach (var entry in store.ReadAsync(boot.Id, 0, cancellationToken).ConfigureAwait(false))
            {
                fold.Add(entry);
                (next, last) = (LiveJournal.EndOf(entry), Math.Max(last, entry.Offset));
            }

            var end = new JournalEntry(next, last, new BootEnded(
                BootStatus.Interrupted,
                $"The server ended while the boot ran: interrupted{Sentences.Where(fold.Stage, last)}. What was printed until then is kept.",
                null));
            fold.Add(end);
            await store.AppendAsync(fold.Summary(boot.Id), [end], cancellationToken).ConfigureAwait(false);
        }
    }
}
