using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Guestfs.Imports.Logs;

/// <summary>A string in quotes, as which Ansible prints each line of a command and Go's loggers write a message.</summary>
internal static class QuotedText
{
    /// <param name="match">It ends where the string begins, with its quote if it has one.</param>
    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> raw, Match match)
    {
        var start = match.Length;
        var text = raw.Span[start..];
        var quote = raw.Span[..start] is [.., var last and ((byte)'"' or (byte)'\'')] ? last : (byte)0;
        if (quote == 0)
        {
            return raw[start..];
        }

        text = text.TrimEnd("\r\n"u8);
        var result = new ArrayBufferWriter<byte>(text.Length + 1);
        while (!text.IsEmpty)
        {
            var plain = text.IndexOfAny(quote, quote == (byte)'"' ? (byte)'\\' : quote);
            if (plain < 0 || plain == text.Length - 1)
            {
                result.Write(text.TrimEnd(quote));
                break;
            }

            result.Write(text[..plain]);
            text = text[plain..];
            if (text[0] == quote && (quote == (byte)'"' || text[1] != quote))
            {
                break;
            }

            text = text[Escaped(text, result)..];
        }

        result.Write("\n"u8);
        return result.WrittenMemory;
    }

    /// <summary>YAML doubles a single quote; JSON puts a backslash before what it escapes.</summary>
    /// <returns>How much of the text that was.</returns>
    private static int Escaped(ReadOnlySpan<byte> text, ArrayBufferWriter<byte> result)
    {
        if (text.StartsWith("\\u00"u8) && text.Length >= 6 && byte.TryParse(text.Slice(4, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            result.Write([code]);
            return 6;
        }

        result.Write([text[1] switch { (byte)'t' => (byte)'\t', (byte)'r' => (byte)'\r', (byte)'n' => (byte)' ', var b => b }]);
        return 2;
    }
}
