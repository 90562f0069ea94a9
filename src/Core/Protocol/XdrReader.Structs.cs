using System.Text;

namespace Guestfs.Protocol;

public ref partial struct XdrReader
{
    /// <summary>A counted list of structs.</summary>
    /// <param name="smallestItem">The fewest bytes an item takes, which bounds the count before anything is allocated.</param>
    public IReadOnlyList<T> ReadList<T>(int smallestItem, ReplyReader<T> read)
    {
        var items = new T[ReadCount(smallestItem)];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = read(ref this);
        }

        return items;
    }

    /// <summary>An LVM UUID: 32 letters without a count or dashes.</summary>
    public string ReadUuid() => Encoding.ASCII.GetString(ReadFixedOpaque(32));

    /// <summary>One letter, widened to four bytes.</summary>
    public char ReadChar() => (char)(ReadUInt32() & 0xFF);

    /// <summary>A percentage, or null, which the wire shows as a negative one.</summary>
    public float? ReadPercent() => ReadSingle() is var percent && percent >= 0 ? percent : null;
}
