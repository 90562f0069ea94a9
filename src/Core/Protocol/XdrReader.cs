using System.Buffers.Binary;
using System.Text;

namespace Guestfs.Protocol;

/// <summary>
/// Reads XDR values (RFC 4506, the subset of guestfs_protocol.x) from one whole message. Big-endian; counted bytes are padded to
/// four. Every length is checked against the bytes left before anything is allocated.
/// </summary>
public ref partial struct XdrReader(ReadOnlySpan<byte> message)
{
    private readonly ReadOnlySpan<byte> _message = message;

    /// <summary>Bytes read so far.</summary>
    public int Offset { get; private set; }

    public readonly int Remaining => _message.Length - Offset;

    /// <exception cref="ProtocolException">Thrown by every method here when the bytes do not hold the value asked for.</exception>
    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32BigEndian(Take(4));

    public int ReadInt32() => BinaryPrimitives.ReadInt32BigEndian(Take(4));

    public ulong ReadUInt64() => BinaryPrimitives.ReadUInt64BigEndian(Take(8));

    public long ReadInt64() => BinaryPrimitives.ReadInt64BigEndian(Take(8));

    public float ReadSingle() => BinaryPrimitives.ReadSingleBigEndian(Take(4));

    public bool ReadBool()
    {
        var start = Offset;
        var value = ReadUInt32();
        if (value > 1)
        {
            ThrowHelper.NotBoolean(value, start);
        }

        return value == 1;
    }

    /// <summary>Counted, padded bytes; a view into the message.</summary>
    public ReadOnlySpan<byte> ReadOpaque(int limit = ProtocolConstants.MaxMessage)
    {
        var start = Offset;
        var length = ReadUInt32();
        if (length > (uint)limit || length > (uint)Remaining)
        {
            ThrowHelper.TooLong("run of bytes", length, Math.Min(limit, Remaining), start);
        }

        var bytes = Take((int)length);
        Take(XdrWriter.PaddingOf((int)length));
        return bytes;
    }

    /// <summary>Exactly <paramref name="length"/> bytes without a count, such as an LVM UUID, and their padding.</summary>
    public ReadOnlySpan<byte> ReadFixedOpaque(int length)
    {
        var bytes = Take(length);
        Take(XdrWriter.PaddingOf(length));
        return bytes;
    }

    /// <summary>Counted UTF-8. Guests may name things in other encodings; such bytes become U+FFFD, and <see cref="ReadOpaque"/> keeps them.</summary>
    public string ReadString(int limit = ProtocolConstants.MaxMessage) => Encoding.UTF8.GetString(ReadOpaque(limit));

    public string? ReadOptionalString() => ReadBool() ? ReadString() : null;

    /// <summary>The number of items that follow, each of which takes at least <paramref name="smallestItem"/> bytes.</summary>
    public int ReadCount(int smallestItem)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(smallestItem);
        var start = Offset;
        var count = ReadUInt32();
        var limit = Remaining / smallestItem;
        if (count > (uint)limit)
        {
            ThrowHelper.TooLong("list", count, limit, start);
        }

        return (int)count;
    }

    public IReadOnlyList<string> ReadStringList()
    {
        var items = new string[ReadCount(ProtocolConstants.WordSize)];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = ReadString();
        }

        return items;
    }

    /// <summary>A hash on the wire: a list of strings, keys and values by turns. The daemon's order is kept.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> ReadPairs()
    {
        var start = Offset;
        var count = ReadCount(ProtocolConstants.WordSize);
        if (count % 2 != 0)
        {
            throw new ProtocolException($"The table at offset {start} has {count} strings, which is not a whole number of pairs.", start);
        }

        var pairs = new KeyValuePair<string, string>[count / 2];
        for (var i = 0; i < pairs.Length; i++)
        {
            var key = ReadString();
            pairs[i] = new KeyValuePair<string, string>(key, ReadString());
        }

        return pairs;
    }

    /// <summary>Fails when bytes are left, which means that the two sides disagree on the shape of the message.</summary>
    public readonly void ExpectEnd()
    {
        if (Remaining != 0)
        {
            ThrowHelper.Leftover(Offset, Remaining);
        }
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > Remaining)
        {
            ThrowHelper.EndOfMessage(Offset, length, Remaining);
        }

        var bytes = _message.Slice(Offset, length);
        Offset += length;
        return bytes;
    }
}
