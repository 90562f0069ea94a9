using System.Text;

namespace Guestfs.Appliance;

/// <summary>Finds the first line of a stream of bytes that meets a condition. Only the first 1024 bytes of a line are looked at.</summary>
internal sealed class LineSearch(Func<string, bool> condition)
{
    private const int MaxLineLength = 1024;
    private readonly byte[] _line = new byte[MaxLineLength];
    private int _length;

    /// <summary>The line without its end and surrounding spaces, or null.</summary>
    public string? Found { get; private set; }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        while (Found is null && !bytes.IsEmpty)
        {
            var end = bytes.IndexOf((byte)'\n');
            Keep(end < 0 ? bytes : bytes[..end]);
            if (end < 0)
            {
                return;
            }

            End();
            bytes = bytes[(end + 1)..];
        }
    }

    /// <summary>The line begun last has ended.</summary>
    public void End()
    {
        var line = Encoding.UTF8.GetString(_line, 0, _length).Trim();
        _length = 0;
        if (Found is null && condition(line))
        {
            Found = line;
        }
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        var kept = bytes[..Math.Min(bytes.Length, MaxLineLength - _length)];
        kept.CopyTo(_line.AsSpan(_length));
        _length += kept.Length;
    }
}
