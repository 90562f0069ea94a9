using Guestfs.Boots;

namespace Guestfs.Web.Live;

/// <summary>Folds what a boot's journal holds now into the picture its page starts from.</summary>
public static class BootViewReader
{
    /// <returns>Null when there is no such boot.</returns>
    public static async Task<BootView?> ReadAsync(IBootReader boot, TimeProvider time, CancellationToken cancellationToken)
    {
        var fold = new ViewFold();
        await foreach (var entry in boot.ReadAsync(0, follow: false, cancellationToken))
        {
            fold.Add(entry);
        }

        // The journal of an imported boot stays as it was, so its mark is beside it. One that runs cannot have been imported.
        return fold.Next == 0
            ? null
            : fold.View(boot.Id, time.GetUtcNow(), (await boot.FindAsync(cancellationToken))?.Imported) with { Pins = await boot.ReadPinsAsync(cancellationToken) };
    }
}
