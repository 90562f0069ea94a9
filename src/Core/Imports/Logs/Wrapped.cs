using System.Buffers;
using System.Text;

namespace Guestfs.Imports.Logs;

/// <summary>A line as far as it is unwrapped.</summary>
internal readonly record struct Wrapped(int Number, ReadOnlyMemory<byte> Raw, long? At, bool Continues)
{
    /// <summary>Nothing that is put before a line is longer.</summary>
    private const int LongestPrefix = 600;

    private static readonly SearchValues<byte> StyleDigits = SearchValues.Create("0123456789;"u8);

    /// <summary>Nothing is in the line but white space and signs of quoting.</summary>
    public bool IsBlank => Raw.Span.Trim(" \t\r\n>"u8).IsEmpty;

    /// <summary>The beginning of the line, a character a byte, and how many bytes of colours stand before it.</summary>
    public (string Text, int Skipped) Prefix()
    {
        var raw = Raw.Span;
        var skipped = 0;
        while (raw[skipped..].StartsWith("\e["u8))
        {
            var end = raw[(skipped + 2)..].IndexOfAnyExcept(StyleDigits);
            if (end < 0 || raw[skipped + 2 + end] is not ((byte)'m' or (byte)'K'))
            {
                break;
            }

            skipped += end + 3;
        }

        raw = raw[skipped..].TrimEnd("\r\n"u8);
        return (Encoding.Latin1.GetString(raw[..Math.Min(raw.Length, LongestPrefix)]), skipped);
    }
}
