using System.IO.Pipelines;
using Guestfs.Boots;
using Guestfs.Exports;
using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Web.Exports;

/// <summary>One file being written: whose boot, where to, and with what.</summary>
/// <param name="Output">Flushed as it fills, so that no file is ever whole in memory.</param>
/// <param name="Query">What the address asked for besides the file; empty inside a bundle.</param>
public sealed record ExportJob(
    IBootReader Boot,
    PipeWriter Output,
    IServiceProvider Services,
    IQueryCollection Query,
    CancellationToken CancellationToken)
{
    private const int FlushAt = 64 * 1024;

    public IAsyncEnumerable<JournalEntry> EntriesAsync() => Boot.ReadAsync(0, follow: false, CancellationToken);

    public async Task<ExportedBoot> FoldAsync()
    {
        var fold = new BootFold();
        await foreach (var entry in EntriesAsync())
        {
            fold.Add(entry);
        }

        // The mark of an imported boot is beside its journal.
        var boot = ExportedBoot.Of(fold, Boot.Id);
        var import = (await Boot.FindAsync(CancellationToken))?.Imported;
        return boot with { Summary = boot.Summary with { Imported = import } };
    }

    /// <summary>Sends what was written once it is worth a write.</summary>
    public async ValueTask FlushAsync(bool all = false)
    {
        if (all || Output.UnflushedBytes > FlushAt)
        {
            await Output.FlushAsync(CancellationToken);
        }
    }
}
