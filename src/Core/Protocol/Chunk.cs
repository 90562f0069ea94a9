namespace Guestfs.Protocol;

/// <summary>A piece of a file: a cancel word (0 or 1), then up to 8192 counted bytes. No bytes without cancel means end of file.</summary>
/// <param name="Data">A view into the message it was read from.</param>
public readonly record struct Chunk(bool Cancelled, ReadOnlyMemory<byte> Data)
{
    /// <summary>The chunk that ends a file.</summary>
    public static Chunk EndOfFile => default;

    /// <summary>The chunk that gives a transfer up.</summary>
    public static Chunk Cancel => new(true, default);

    public bool IsEndOfFile => !Cancelled && Data.IsEmpty;

    /// <exception cref="ProtocolException">The message is no chunk.</exception>
    public static Chunk Read(ReadOnlyMemory<byte> message)
    {
        var reader = new XdrReader(message.Span);
        var cancelled = reader.ReadUInt32() != 0;
        var start = reader.Offset + ProtocolConstants.WordSize;
        var length = reader.ReadOpaque(ProtocolConstants.MaxChunk).Length;
        reader.ExpectEnd();
        return new Chunk(cancelled, message.Slice(start, length));
    }

    public void Write(XdrWriter writer)
    {
        writer.WriteInt32(Cancelled ? 1 : 0);
        writer.WriteOpaque(Data.Span);
    }
}
