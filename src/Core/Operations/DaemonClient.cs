using Guestfs.Connection;
using Guestfs.Protocol;

namespace Guestfs.Operations;

/// <summary>
/// The daemon's procedures as typed calls, in the daemon's own names. Device names are the client's, in the order disks were added
/// (/dev/sda first), whatever the guest kernel calls them. Errors are those of <see cref="DaemonConnection.CallAsync{T}"/>.
/// </summary>
public sealed partial class DaemonClient(DaemonConnection connection)
{
    private readonly DaemonConnection _connection = connection;
}
