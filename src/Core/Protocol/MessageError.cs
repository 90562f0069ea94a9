namespace Guestfs.Protocol;

/// <summary>The body of a reply whose status is error: a symbolic errno, then the text.</summary>
/// <param name="Errno">Such as ENOENT; empty when the daemon knows none.</param>
public readonly record struct MessageError(string Errno, string Message)
{
    public static MessageError Read(ref XdrReader reader) =>
        new(reader.ReadString(ProtocolConstants.MaxErrnoName), reader.ReadString(ProtocolConstants.MaxErrorText));

    public void Write(XdrWriter writer)
    {
        writer.WriteString(Errno);
        writer.WriteString(Message);
    }
}
