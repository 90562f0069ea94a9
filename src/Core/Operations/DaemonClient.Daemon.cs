using Guestfs.Connection;

namespace Guestfs.Operations;

public sealed partial class DaemonClient
{
    /// <summary>Proves that the daemon answers.</summary>
    public Task PingDaemonAsync(CancellationToken cancellationToken) =>
        _connection.CallAsync(new DaemonCall(92, "ping_daemon"), null, cancellationToken);

    /// <summary>Unmounts and flushes everything; the last call before qemu is ended.</summary>
    public Task InternalAutosyncAsync(CancellationToken cancellationToken) =>
        _connection.CallAsync(new DaemonCall(282, "internal_autosync"), null, cancellationToken);
}
