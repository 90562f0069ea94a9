using Guestfs.Boots;
using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Storage;

/// <summary>
/// Writes a boot, lists it and takes everything back. Shows at the start of the server whether the database can be
/// written, and compiles there what the first boot and the first page would otherwise wait for (most of a second).
/// </summary>
internal static class StorageRehearsal
{
    /// <summary>The caller holds a transaction and never commits it.</summary>
    public static async Task RunAsync(GuestfsDbContext context, CancellationToken cancellationToken)
    {
        var boot = new BootSummary { Id = "rehearsal", Status = BootStatus.Finished };
        context.Boots.Add(BootRows.Create(boot));
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        var entry = new JournalEntry(0, 0, new BootEnded(BootStatus.Finished, "Rehearsed.", null));
        await BootWriting.AppendAsync(context, boot, [entry], stands: 0, next: 1, cancellationToken).ConfigureAwait(false);
        await BootListing.ListAsync(context, new BootQuery(), cancellationToken).ConfigureAwait(false);
    }
}
