using Guestfs.Shares;
using Guestfs.Web.Components.Boot;
using Guestfs.Web.Live;

namespace Guestfs.Web.Shares;

/// <summary>All that a share's page is drawn from, read in one pass.</summary>
/// <param name="Console">What readers without scripts get of the console; null when the share leaves it out.</param>
public sealed record SharePicture(BootView View, PlainConsole? Console)
{
    /// <returns>Null when the boot is gone.</returns>
    public static async Task<SharePicture?> ReadAsync(SharedBoot shared, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var fold = new ViewFold();
        var console = shared.Reader.ShowsConsole ? new PlainConsole() : null;
        await foreach (var entry in shared.Reader.ReadAsync(0, follow: false, cancellationToken))
        {
            fold.Add(entry);
            console?.Add(entry.Event);
        }

        if (fold.Next == 0)
        {
            return null;
        }

        // The mark of an imported boot is beside its journal.
        var import = (await shared.Reader.FindAsync(cancellationToken))?.Imported;
        var view = fold.View(shared.Reader.Id, now, import) with { Pins = await shared.Reader.ReadPinsAsync(cancellationToken) };
        return new SharePicture(view, console);
    }
}
