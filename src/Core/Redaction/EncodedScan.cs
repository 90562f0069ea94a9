using System.Buffers;
using System.Globalization;
using System.Text;

namespace Guestfs.Redaction;

/// <summary>Looks into words that are percent-encoded or escaped as in JSON, however often they were encoded.</summary>
internal static class EncodedScan
{
    private const int MostRounds = 3;

    private static readonly SearchValues<char> Escapes = SearchValues.Create("%\\");

    private static readonly SearchValues<char> WordEnds = SearchValues.Create(" \t\r\n'`<>|;&,(){}[]=\0");

    public static void Find(ReadOnlySpan<char> text, SecretScanner scanner, List<Finding> findings)
    {
        for (var from = 0; from < text.Length;)
        {
            var found = text[from..].IndexOfAny(Escapes);
            if (found < 0)
            {
                return;
            }

            var at = from + found;
            var start = from + text[from..at].LastIndexOfAny(WordEnds) + 1;
            var stop = text[at..].IndexOfAny(WordEnds);
            var end = stop < 0 ? text.Length : at + stop;
            from = end;
            if (Decode(text[start..end]) is { } decoded)
            {
                var inside = new List<Finding>();
                scanner.FindPlain(decoded, inside);
                if (inside.Count > 0)
                {
                    findings.Add(new Finding(start, end, inside[0].Kind, inside[0].Value));
                }
            }
        }
    }

    /// <summary>Null when nothing in the word was encoded.</summary>
    private static string? Decode(ReadOnlySpan<char> word)
    {
        string? decoded = null;
        for (var round = 0; round < MostRounds && Round(decoded ?? word) is { } next; round++)
        {
            decoded = next;
        }

        return decoded;
    }

    private static string? Round(ReadOnlySpan<char> word)
    {
        var text = new StringBuilder(word.Length);
        var changed = false;
        for (var i = 0; i < word.Length;)
        {
            if (word[i] == '%' && i + 2 < word.Length && Hex(word.Slice(i + 1, 2)) is { } value)
            {
                text.Append((char)value);
                i += 3;
            }
            else if (word[i] == '\\' && i + 5 < word.Length && word[i + 1] is 'u' && Hex(word.Slice(i + 2, 4)) is { } unit)
            {
                text.Append(unit < 256 ? (char)unit : '?');
                i += 6;
            }
            else if (word[i] == '\\' && i + 3 < word.Length && word[i + 1] is 'x' && Hex(word.Slice(i + 2, 2)) is { } octet)
            {
                text.Append((char)octet);
                i += 4;
            }
            else if (word[i] == '\\' && i + 3 < word.Length && Octal(word.Slice(i + 1, 3)) is { } code)
            {
                text.Append((char)code);
                i += 4;
            }
            else if (word[i] == '\\' && i + 1 < word.Length && word[i + 1] is '/' or '\\' or '"')
            {
                text.Append(word[i + 1]);
                i += 2;
            }
            else
            {
                text.Append(word[i++]);
                continue;
            }

            changed = true;
        }

        return changed ? text.ToString() : null;
    }

    /// <summary>As mount tables and udev write a byte.</summary>
    private static int? Octal(ReadOnlySpan<char> digits) =>
        digits[0] is >= '0' and <= '3' && digits[1] is >= '0' and <= '7' && digits[2] is >= '0' and <= '7'
            ? ((digits[0] - '0') * 64) + ((digits[1] - '0') * 8) + (digits[2] - '0')
            : null;

    private static int? Hex(ReadOnlySpan<char> digits) =>
        int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) ? value : null;
}
