using Guestfs.Connection;
using Guestfs.Journal;
using Guestfs.Launching;
using Guestfs.Processes;

namespace Guestfs.Boots;

/// <summary>How one start of qemu came out: exactly one of the four is set.</summary>
/// <param name="Exit">qemu ended by itself.</param>
/// <param name="Stalled">The guest was silent for too long, and was killed.</param>
/// <param name="Broken">Why the conversation with the daemon failed while qemu ran on; the guest was killed.</param>
internal sealed record LaunchResult(
    LaunchedGuest? Launched = null,
    ChildExit? Exit = null,
    StageStalled? Stalled = null,
    Exception? Broken = null);

/// <summary>A guest that is up, with the connection to its daemon.</summary>
internal sealed record LaunchedGuest(RunningGuest Guest, DaemonConnection Connection, Accelerator Accelerator) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        try
        {
            await Connection.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            await Guest.DisposeAsync().ConfigureAwait(false);
        }
    }
}
