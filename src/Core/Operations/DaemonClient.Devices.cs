using Guestfs.Connection;
using Guestfs.Protocol;

namespace Guestfs.Operations;

public sealed partial class DaemonClient
{
    /// <summary>The disks that were added, without the appliance's own.</summary>
    public Task<IReadOnlyList<string>> ListDevicesAsync(CancellationToken cancellationToken) =>
        _connection.CallAsync(new DaemonCall(7, "list_devices"), null, static (ref XdrReader reply) => reply.ReadStringList(), cancellationToken);

    public Task<IReadOnlyList<string>> ListPartitionsAsync(CancellationToken cancellationToken) =>
        _connection.CallAsync(new DaemonCall(8, "list_partitions"), null, static (ref XdrReader reply) => reply.ReadStringList(), cancellationToken);

    /// <summary>Every mountable and its type, in the daemon's order; the type may be swap or unknown.</summary>
    public Task<IReadOnlyList<KeyValuePair<string, string>>> ListFilesystemsAsync(CancellationToken cancellationToken) =>
        _connection.CallAsync(new DaemonCall(476, "list_filesystems"), null, static (ref XdrReader reply) => reply.ReadPairs(), cancellationToken);
}
