using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Guestfs.Protocol;

/// <summary>Writes XDR values (RFC 4506, the subset of guestfs_protocol.x): big-endian, counted bytes padded with zeros to four.</summary>
public readonly ref struct XdrWriter(IBufferWriter<byte> output)
{
    private readonly IBufferWriter<byte> _output = output;

    public void WriteUInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_output.GetSpan(4), value);
        _output.Advance(4);
    }

    public void WriteInt32(int value) => WriteUInt32(unchecked((uint)value));

    public void WriteUInt64(ulong value)
    {
        BinaryPrimitives.WriteUInt64BigEndian(_output.GetSpan(8), value);
        _output.Advance(8);
    }

    public void WriteInt64(long value) => WriteUInt64(unchecked((ulong)value));

    public void WriteSingle(float value) => WriteInt32(BitConverter.SingleToInt32Bits(value));

    public void WriteBool(bool value) => WriteUInt32(value ? 1u : 0u);

    public void WriteOpaque(ReadOnlySpan<byte> value)
    {
        WriteUInt32((uint)value.Length);
        WriteFixedOpaque(value);
    }

    public void WriteFixedOpaque(ReadOnlySpan<byte> value)
    {
        value.CopyTo(_output.GetSpan(value.Length));
        _output.Advance(value.Length);
        WritePadding(value.Length);
    }

    /// <exception cref="ArgumentException">The text holds a NUL, which the daemon would take for its end.</exception>
    public void WriteString(string value)
    {
        if (value.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("Text sent to the daemon cannot hold a NUL character; nothing was sent.", nameof(value));
        }

        var length = Encoding.UTF8.GetByteCount(value);
        WriteUInt32((uint)length);
        Encoding.UTF8.GetBytes(value, _output.GetSpan(length));
        _output.Advance(length);
        WritePadding(length);
    }

    public void WriteOptionalString(string? value)
    {
        WriteBool(value is not null);
        if (value is not null)
        {
            WriteString(value);
        }
    }

    public void WriteStringList(IReadOnlyList<string> values)
    {
        WriteUInt32((uint)values.Count);
        foreach (var value in values)
        {
            WriteString(value);
        }
    }

    public void WritePairs(IReadOnlyList<KeyValuePair<string, string>> pairs)
    {
        WriteUInt32((uint)pairs.Count * 2);
        foreach (var (key, value) in pairs)
        {
            WriteString(key);
            WriteString(value);
        }
    }

    internal static int PaddingOf(int length) => -length & 3;

    private void WritePadding(int length)
    {
        var padding = PaddingOf(length);
        if (padding > 0)
        {
            _output.GetSpan(padding)[..padding].Clear();
            _output.Advance(padding);
        }
    }
}
