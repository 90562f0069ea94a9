using System.Buffers.Text;
using System.Text;
using System.Text.RegularExpressions;

namespace Guestfs.Imports.Logs;

/// <summary>Takes a mail's headers and transfer encoding off.</summary>
internal static partial class MailText
{
    private const int HeaderLines = 60;

    public static (Unwrapper.Wrapped[] Lines, IReadOnlyList<string> Names) Open(ReadOnlyMemory<byte> bytes)
    {
        var raw = PlainText.Split(bytes);
        var head = raw.Take(HeaderLines).Select(static line => Encoding.Latin1.GetString(line.Span[..Math.Min(line.Length, 200)]).TrimEnd()).ToList();
        var body = head.IndexOf("");
        if (body < 2 || head.Take(body).Count(static line => Header().IsMatch(line)) < 2)
        {
            return (Number(raw, 0), []);
        }

        var encoded = head.Take(body).Any(static line => line.Contains("quoted-printable", StringComparison.OrdinalIgnoreCase));
        if (!encoded)
        {
            return (Number(raw, body + 1), ["mail headers"]);
        }

        var start = raw.Take(body + 1).Sum(static line => line.Length);
        return (Number(PlainText.Split(Decode(bytes.Span[start..])), 0), ["mail headers", "quoted-printable"]);
    }

    private static Unwrapper.Wrapped[] Number(List<ReadOnlyMemory<byte>> raw, int from) =>
        [.. raw.Skip(from).Select((line, i) => new Unwrapper.Wrapped(from + i + 1, line, null))];

    /// <summary>RFC 2045, 6.7: <c>=3D</c> is a byte, <c>=</c> at a line's end joins it with the next.</summary>
    private static byte[] Decode(ReadOnlySpan<byte> text)
    {
        var result = new List<byte>(text.Length);
        while (!text.IsEmpty)
        {
            if (text.StartsWith("=\r\n"u8) || text.StartsWith("=\n"u8))
            {
                text = text[(text[1] == '\r' ? 3 : 2)..];
            }
            else if (text[0] == '=' && text.Length > 2 && Utf8Parser.TryParse(text[1..3], out byte value, out var used, 'X') && used == 2)
            {
                result.Add(value);
                text = text[3..];
            }
            else
            {
                result.Add(text[0]);
                text = text[1..];
            }
        }

        return [.. result];
    }

    [GeneratedRegex(@"^(?:From|To|Cc|Subject|Date|Message-I[dD]|MIME-Version|Content-Type|Content-Transfer-Encoding|Received|Return-Path|Reply-To|X-[\w-]{1,40}): ", RegexOptions.None, ImportLimits.MatchMilliseconds)]
    private static partial Regex Header();
}
