using System.Buffers;

namespace Guestfs.Redaction;

/// <summary>Looks into words that are base64, of either alphabet, of a text that can be printed.</summary>
internal static class Base64Scan
{
    /// <summary>Twelve characters of text; shorter ones are too often words.</summary>
    private const int Shortest = 16;

    private const int Longest = 64 * 1024;

    private static readonly SearchValues<char> Signs = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_");

    public static void Find(ReadOnlySpan<char> text, SecretScanner scanner, List<Finding> findings)
    {
        for (var from = 0; from < text.Length;)
        {
            var found = text[from..].IndexOfAny(Signs);
            if (found < 0)
            {
                return;
            }

            var start = from + found;
            var length = text[start..].IndexOfAnyExcept(Signs);
            var end = length < 0 ? text.Length : start + length;
            from = end;
            if (end - start is >= Shortest and <= Longest && Decode(text[start..end]) is { } decoded)
            {
                var inside = new List<Finding>();
                scanner.FindPlain(decoded, inside);
                if (inside.Count > 0)
                {
                    var padding = text[end..].IndexOfAnyExcept('=');
                    end = padding < 0 ? text.Length : end + padding;
                    findings.Add(new Finding(start, end, inside[0].Kind, inside[0].Value));
                    from = end;
                }
            }
        }
    }

    /// <summary>Null for what is no base64 or no text.</summary>
    private static string? Decode(ReadOnlySpan<char> word)
    {
        var whole = word[..(word.Length - (word.Length % 4 == 1 ? 1 : 0))].ToString().Replace('-', '+').Replace('_', '/');
        var bytes = new byte[whole.Length];
        return Convert.TryFromBase64String(whole.PadRight((whole.Length + 3) / 4 * 4, '='), bytes, out var length)
            && bytes.AsSpan(0, length).IndexOfAnyExcept(Printed) < 0
            ? System.Text.Encoding.Latin1.GetString(bytes, 0, length)
            : null;
    }

    private static SearchValues<byte> Printed { get; } = SearchValues.Create([(byte)'\t', (byte)'\r', (byte)'\n', .. Enumerable.Range(0x20, 0x5f).Select(static b => (byte)b)]);
}
