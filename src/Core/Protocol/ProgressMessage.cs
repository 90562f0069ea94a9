namespace Guestfs.Protocol;

/// <summary>
/// How far a call has come: procedure, serial (4 bytes each), position, total (8 each), after a progress flag. The first comes two
/// seconds into a call at the earliest; position 0 of 1, repeated, means that the end cannot be foreseen.
/// </summary>
public readonly record struct ProgressMessage(uint Procedure, uint Serial, ulong Position, ulong Total)
{
    public const int Size = 24;

    public static ProgressMessage Read(ref XdrReader reader) =>
        new(reader.ReadUInt32(), reader.ReadUInt32(), reader.ReadUInt64(), reader.ReadUInt64());

    public void Write(XdrWriter writer)
    {
        writer.WriteUInt32(Procedure);
        writer.WriteUInt32(Serial);
        writer.WriteUInt64(Position);
        writer.WriteUInt64(Total);
    }
}
