namespace Guestfs.Protocol;

public enum MessageDirection : uint
{
    Call = 0,
    Reply = 1,
}

public enum MessageStatus : uint
{
    Ok = 0,
    Error = 1,
}

/// <summary>
/// The 40 bytes in front of every call and reply: program, version, procedure, direction, serial (4 bytes each), progress hint (8),
/// optional-argument bits (8), status (4). Program and version are kept as they came, so that a reader can say what was wrong.
/// </summary>
/// <param name="ProgressHint">In a call, the bytes of the file that will be sent, or 0; 0 in a reply.</param>
/// <param name="OptionalArguments">In a call, bit i says that the i-th optional argument is given; 0 in a reply.</param>
public readonly record struct MessageHeader(
    uint Program,
    uint Version,
    uint Procedure,
    MessageDirection Direction,
    uint Serial,
    ulong ProgressHint,
    ulong OptionalArguments,
    MessageStatus Status)
{
    public const int Size = 40;

    public static MessageHeader ForCall(uint procedure, uint serial, ulong progressHint = 0, ulong optionalArguments = 0) =>
        new(ProtocolConstants.Program, ProtocolConstants.Version, procedure, MessageDirection.Call, serial, progressHint, optionalArguments, MessageStatus.Ok);

    public static MessageHeader Read(ref XdrReader reader) =>
        new(
            reader.ReadUInt32(),
            reader.ReadUInt32(),
            reader.ReadUInt32(),
            (MessageDirection)reader.ReadUInt32(),
            reader.ReadUInt32(),
            reader.ReadUInt64(),
            reader.ReadUInt64(),
            (MessageStatus)reader.ReadUInt32());

    public void Write(XdrWriter writer)
    {
        writer.WriteUInt32(Program);
        writer.WriteUInt32(Version);
        writer.WriteUInt32(Procedure);
        writer.WriteUInt32((uint)Direction);
        writer.WriteUInt32(Serial);
        writer.WriteUInt64(ProgressHint);
        writer.WriteUInt64(OptionalArguments);
        writer.WriteUInt32((uint)Status);
    }
}
