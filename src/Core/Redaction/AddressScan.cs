using System.Buffers;
using System.Globalization;

namespace Guestfs.Redaction;

/// <summary>Finds MAC and IP addresses, UUIDs and the identifiers of volumes. Each place is tried once, over a bounded length.</summary>
internal static class AddressScan
{
    private const int LongestIp6 = 45;

    private static readonly SearchValues<char> Begins = SearchValues.Create("0123456789abcdefABCDEF:ghijklmnopqrstuvwxyzGHIJKLMNOPQRSTUVWXYZ");

    private static readonly int[] UuidGroups = [8, 4, 4, 4, 12];

    /// <summary>LVM writes its identifiers so, in letters of either case and digits.</summary>
    private static readonly int[] VolumeGroups = [6, 4, 4, 4, 4, 4, 6];

    public static void Find(ReadOnlySpan<char> text, List<Finding> findings)
    {
        for (var at = 0; at < text.Length;)
        {
            var found = text[at..].IndexOfAny(Begins);
            if (found < 0)
            {
                return;
            }

            at += found;
            var length = Try(text, at, out var kind);
            if (length > 0)
            {
                findings.Add(new Finding(at, at + length, kind, Canonical(text.Slice(at, length), kind)));
                at += length;
            }
            else
            {
                at++;
                // Inside a word nothing begins but what follows its first colon.
                while (at < text.Length && char.IsAsciiLetterOrDigit(text[at]) && char.IsAsciiLetterOrDigit(text[at - 1]))
                {
                    at++;
                }
            }
        }
    }

    private static int Try(ReadOnlySpan<char> text, int at, out RedactionKind kind)
    {
        kind = RedactionKind.Uuid;
        var before = at == 0 ? ' ' : text[at - 1];
        if (char.IsAsciiLetterOrDigit(before))
        {
            return 0;
        }

        if (Groups(text, at, UuidGroups, hex: true) is > 0 and var uuid)
        {
            return uuid;
        }

        if (Groups(text, at, VolumeGroups, hex: false) is > 0 and var volume && text.Slice(at, volume).ContainsAnyInRange('0', '9'))
        {
            return volume;
        }

        if (Run(text, at, 33) == 32)
        {
            return 32;
        }

        kind = RedactionKind.Mac;
        if (Mac(text, at) is > 0 and var mac)
        {
            return IsEverywhere(text.Slice(at, mac)) ? 0 : mac;
        }

        kind = RedactionKind.Ip;
        return Ip4(text, at, before) is > 0 and var ip4 ? ip4 : Ip6(text, at, before);
    }

    private static string Canonical(ReadOnlySpan<char> text, RedactionKind kind) =>
        kind == RedactionKind.Uuid ? text.ToString().Replace("-", "", StringComparison.Ordinal)
        : kind == RedactionKind.Mac ? text.ToString().Replace('-', ':')
        : Ip6Text.TryRead(text, out var address) ? address
        : text.ToString();

    private static int Run(ReadOnlySpan<char> text, int at, int most)
    {
        var length = 0;
        while (length < most && at + length < text.Length && char.IsAsciiHexDigit(text[at + length]))
        {
            length++;
        }

        return at + length < text.Length && (char.IsAsciiLetterOrDigit(text[at + length]) || text[at + length] == '_') ? 0 : length;
    }

    private static int Groups(ReadOnlySpan<char> text, int at, int[] sizes, bool hex)
    {
        var end = at;
        for (var group = 0; group < sizes.Length; group++)
        {
            if (group > 0 && (end >= text.Length || text[end++] != '-'))
            {
                return 0;
            }

            for (var i = 0; i < sizes[group]; i++, end++)
            {
                if (end >= text.Length || !(hex ? char.IsAsciiHexDigit(text[end]) : char.IsAsciiLetterOrDigit(text[end])))
                {
                    return 0;
                }
            }
        }

        return end < text.Length && char.IsAsciiLetterOrDigit(text[end]) ? 0 : end - at;
    }

    /// <summary>Six or eight pairs with one separator throughout.</summary>
    private static int Mac(ReadOnlySpan<char> text, int at)
    {
        if (at + 2 >= text.Length || text[at + 2] is not (':' or '-'))
        {
            return 0;
        }

        var separator = text[at + 2];
        var pairs = 0;
        var end = at;
        while (pairs < 9 && end + 1 < text.Length && char.IsAsciiHexDigit(text[end]) && char.IsAsciiHexDigit(text[end + 1]))
        {
            pairs++;
            end += 2;
            if (end < text.Length && text[end] == separator)
            {
                end++;
            }
            else
            {
                break;
            }
        }

        end -= end > at && text[end - 1] == separator ? 1 : 0;
        return pairs is 6 or 8 && (end == text.Length || !char.IsAsciiLetterOrDigit(text[end])) ? end - at : 0;
    }

    private static bool IsEverywhere(ReadOnlySpan<char> address) => address.IndexOfAnyExcept("0:-") < 0 || address.IndexOfAnyExcept("fF:-") < 0;

    private static int Ip4(ReadOnlySpan<char> text, int at, char before)
    {
        var end = at;
        for (var group = 0; group < 4; group++)
        {
            if (group > 0 && (end >= text.Length || text[end++] != '.'))
            {
                return 0;
            }

            var start = end;
            while (end < text.Length && end - start < 4 && char.IsAsciiDigit(text[end]))
            {
                end++;
            }

            if (end == start || end - start > 3 || int.Parse(text[start..end], CultureInfo.InvariantCulture) > 255)
            {
                return 0;
            }
        }

        var goesOn = end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || (text[end] == '.' && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1])));
        var address = text[at..end];
        return goesOn || before == '.' || address.StartsWith("127.") || address is "0.0.0.0" || address.StartsWith("255.") ? 0 : end - at;
    }

    private static int Ip6(ReadOnlySpan<char> text, int at, char before)
    {
        var end = at;
        var colons = 0;
        while (end < text.Length && end - at <= LongestIp6 && (char.IsAsciiHexDigit(text[end]) || text[end] is ':' or '.'))
        {
            colons += text[end++] == ':' ? 1 : 0;
        }

        while (end > at && text[end - 1] is '.' || (end > at + 2 && text[end - 1] == ':' && text[end - 2] != ':'))
        {
            end--;
        }

        var address = text[at..end];
        return colons >= 2
            && end - at <= LongestIp6
            && (before != ':' || text[at] != ':')
            && (end == text.Length || !char.IsAsciiLetterOrDigit(text[end]))
            && Ip6Text.TryRead(address, out var canonical)
            && canonical is not ("0:0:0:0:0:0:0:0" or "0:0:0:0:0:0:0:1") ? end - at : 0;
    }
}
