using System.Buffers;
using System.Text;
using Guestfs.Console;

namespace Guestfs.Imports.Logs;

/// <summary>Bytes of a log as the text they hold.</summary>
internal static class PlainText
{
    private static ReadOnlySpan<byte> EscapedEscape => "\\x1b"u8;

    /// <summary>libguestfs prints what is not printable as <c>\x1b</c>; the guest sent the byte itself.</summary>
    public static ReadOnlyMemory<byte> Unescape(ReadOnlyMemory<byte> raw)
    {
        if (raw.Span.IndexOf(EscapedEscape) < 0)
        {
            return raw;
        }

        var result = new ArrayBufferWriter<byte>(raw.Length);
        var rest = raw.Span;
        for (var at = rest.IndexOf(EscapedEscape); at >= 0; at = rest.IndexOf(EscapedEscape))
        {
            result.Write(rest[..at]);
            result.Write("\e"u8);
            rest = rest[(at + EscapedEscape.Length)..];
        }

        result.Write(rest);
        return result.WrittenMemory;
    }

    public static string Of(ReadOnlySpan<byte> raw)
    {
        raw = raw.TrimEnd("\r\n"u8);
        if (!raw.ContainsAnyExceptInRange((byte)0x20, (byte)0x7e))
        {
            return Encoding.ASCII.GetString(raw.TrimEnd((byte)' '));
        }

        var text = ArrayPool<char>.Shared.Rent(raw.Length);
        try
        {
            return new string(text.AsSpan(0, AnsiText.CopyAscii(raw, text)).TrimEnd());
        }
        finally
        {
            ArrayPool<char>.Shared.Return(text);
        }
    }
}
