using System.Text;
using Guestfs.Console;

namespace Guestfs.Imports.Logs;

/// <summary>Bytes of a log as the lines they hold.</summary>
internal static class PlainText
{
    /// <summary>No rule looks further than this into a line.</summary>
    private const int MostText = 64 * 1024;

    private static ReadOnlySpan<byte> EscapedEscape => "\\x1b"u8;

    /// <summary>Text as Windows programs save it, brought to bytes; other text is given back as it is.</summary>
    public static ReadOnlyMemory<byte> WithoutByteOrderMark(ReadOnlyMemory<byte> bytes) => bytes.Span switch
    {
        [0xef, 0xbb, 0xbf, ..] => bytes[3..],
        [0xff, 0xfe, ..] => Encoding.UTF8.GetBytes(Encoding.Unicode.GetString(bytes.Span[2..])),
        [0xfe, 0xff, ..] => Encoding.UTF8.GetBytes(Encoding.BigEndianUnicode.GetString(bytes.Span[2..])),
        _ => bytes,
    };

    /// <summary>The lines with their ends. Carriage returns before a line feed stay: consoles print them.</summary>
    public static List<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> bytes)
    {
        var lines = new List<ReadOnlyMemory<byte>>();
        while (!bytes.IsEmpty)
        {
            var end = bytes.Span.IndexOf((byte)'\n');
            lines.Add(end < 0 ? bytes : bytes[..(end + 1)]);
            bytes = end < 0 ? default : bytes[(end + 1)..];
        }

        return lines;
    }

    /// <summary>libguestfs prints what is not printable as <c>\x1b</c>; the guest sent the byte itself.</summary>
    public static ReadOnlyMemory<byte> Unescape(ReadOnlyMemory<byte> raw)
    {
        if (raw.Span.IndexOf(EscapedEscape) < 0)
        {
            return raw;
        }

        var result = new List<byte>(raw.Length);
        for (var rest = raw.Span; !rest.IsEmpty;)
        {
            var isEscape = rest.StartsWith(EscapedEscape);
            result.Add(isEscape ? (byte)0x1b : rest[0]);
            rest = rest[(isEscape ? EscapedEscape.Length : 1)..];
        }

        return result.ToArray();
    }

    public static string Of(ReadOnlySpan<byte> raw)
    {
        var text = new char[Math.Min(raw.Length, MostText)];
        return new string(text, 0, AnsiText.CopyAscii(raw.TrimEnd("\r\n"u8), text)).TrimEnd();
    }
}
