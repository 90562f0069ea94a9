namespace Guestfs.Connection;

/// <summary>The daemon carried out the call and says that it failed. The connection is still good.</summary>
public sealed class DaemonErrorException(string procedure, string errno, string daemonMessage)
    : GuestfsException($"{procedure}: {daemonMessage}")
{
    public string Procedure { get; } = procedure;

    /// <summary>The symbolic errno, such as ENOENT; empty when the daemon knows none.</summary>
    public string Errno { get; } = errno;

    /// <summary>The daemon's own text, which may quote names from the guest's disks.</summary>
    public string DaemonMessage { get; } = daemonMessage;

    /// <summary>The appliance lacks the group of procedures this one belongs to.</summary>
    public bool IsNotSupported => Errno == "ENOTSUP";
}
