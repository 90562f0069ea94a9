using System.Buffers;

namespace Guestfs.Redaction;

/// <summary>Recognises the first part of an address or identifier whose rest is on another line.</summary>
internal static class BegunAddress
{
    private static readonly SearchValues<char> Before = SearchValues.Create(" \t=\"'([,/");

    private static readonly SearchValues<char> Ip6Signs = SearchValues.Create("0123456789abcdefABCDEF:");

    /// <summary>The end of a line that can only be the beginning of an address, as when a terminal wraps it; the text's length if none.</summary>
    public static int Find(ReadOnlySpan<char> text, out RedactionKind kind)
    {
        kind = RedactionKind.Ip;
        var reach = text[^Math.Min(text.Length, 40)..];
        var blank = reach.LastIndexOfAny(Before);
        var word = reach[(blank + 1)..];
        var start = text.Length - word.Length;
        if (IsBegunUuid(word))
        {
            kind = RedactionKind.Uuid;
            return start;
        }

        if (IsBegunMac(word))
        {
            kind = RedactionKind.Mac;
            return start;
        }

        return IsBegunIp4(word) || IsBegunIp6(word) ? start : text.Length;
    }

    private static bool IsBegunUuid(ReadOnlySpan<char> word)
    {
        if (word.Length is < 9 or > 35)
        {
            return false;
        }

        for (var i = 0; i < word.Length; i++)
        {
            if (i is 8 or 13 or 18 or 23 ? word[i] != '-' : !char.IsAsciiHexDigit(word[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>At least two pairs and a colon, or three, that are no time of day.</summary>
    private static bool IsBegunMac(ReadOnlySpan<char> word)
    {
        if (word.Length is < 6 or > 16)
        {
            return false;
        }

        for (var i = 0; i < word.Length; i++)
        {
            if (i % 3 == 2 ? word[i] != ':' : !char.IsAsciiHexDigit(word[i]))
            {
                return false;
            }
        }

        return word.Length > 8 || word.ContainsAnyInRange('a', 'f') || word.ContainsAnyInRange('A', 'F') || word[0] > '2' || word[3] > '5';
    }

    /// <summary>Two numbers and a point, or three of a private network; three other numbers are more often a version.</summary>
    private static bool IsBegunIp4(ReadOnlySpan<char> word)
    {
        var points = 0;
        foreach (var c in word)
        {
            points += c == '.' ? 1 : 0;
            if (c != '.' && !char.IsAsciiDigit(c))
            {
                return false;
            }
        }

        return word.Length >= 4
            && char.IsAsciiDigit(word[0])
            && points is 2 or 3
            && (word[^1] == '.' || word.StartsWith("192.168.") || word.StartsWith("10.") || (word.StartsWith("172.") && word.Length > 6));
    }

    private static bool IsBegunIp6(ReadOnlySpan<char> word) =>
        word.Length >= 7 && word.IndexOfAnyExcept(Ip6Signs) < 0 && word.Count(':') >= 2
        && word.IndexOf(':') is >= 3 and <= 4;
}
