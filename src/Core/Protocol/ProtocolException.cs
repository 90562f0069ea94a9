namespace Guestfs.Protocol;

/// <summary>Bytes that break the daemon's protocol. Nothing after them can be trusted.</summary>
public sealed class ProtocolException : GuestfsException
{
    public ProtocolException(string message, long offset)
        : base(message)
    {
        Offset = offset;
    }

    public ProtocolException(string message, long offset, Exception? innerException)
        : base(message, innerException)
    {
        Offset = offset;
    }

    /// <summary>Where in the message the wrong bytes begin, counted from the byte after the length word.</summary>
    public long Offset { get; }
}
