namespace Guestfs.Connection;

/// <summary>The conversation with the daemon is over; no further call can be made on it.</summary>
public sealed class ConnectionClosedException(string reason, Exception? innerException = null)
    : GuestfsException(reason, innerException);
