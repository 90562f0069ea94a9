using System.Globalization;

namespace Guestfs.Redaction;

/// <summary>Reads the text forms of IPv6 addresses (RFC 4291, 2.2).</summary>
internal static class Ip6Text
{
    /// <param name="canonical">Eight groups without leading zeros, equal for every form of one address.</param>
    public static bool TryRead(ReadOnlySpan<char> text, out string canonical)
    {
        canonical = "";
        var gap = text.IndexOf("::");
        Span<int> head = stackalloc int[8];
        Span<int> tail = stackalloc int[8];
        var before = ReadGroups(gap < 0 ? text : text[..gap], head);
        var after = gap < 0 ? 0 : ReadGroups(text[(gap + 2)..], tail);
        if (before < 0 || after < 0 || (gap < 0 ? before != 8 : before + after > 7))
        {
            return false;
        }

        var groups = new int[8];
        head[..before].CopyTo(groups);
        tail[..after].CopyTo(groups.AsSpan(8 - after));
        canonical = string.Join(':', groups.Select(static group => group.ToString("x", CultureInfo.InvariantCulture)));
        return true;
    }

    /// <summary>The number of groups, or -1 when the text is none.</summary>
    private static int ReadGroups(ReadOnlySpan<char> text, Span<int> groups)
    {
        var count = 0;
        if (text.IsEmpty)
        {
            return 0;
        }

        foreach (var range in text.Split(':'))
        {
            var group = text[range];
            if (count < 7 && group.Contains('.') && range.End.Value == text.Length)
            {
                if (!TryReadLast(group, groups[count..]))
                {
                    return -1;
                }

                count += 2;
            }
            else if (count == 8 || group.Length is 0 or > 4 || !int.TryParse(group, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out groups[count++]))
            {
                return -1;
            }
        }

        return count;
    }

    /// <summary>The last 32 bits written as IPv4.</summary>
    private static bool TryReadLast(ReadOnlySpan<char> text, Span<int> groups)
    {
        var value = 0L;
        var bytes = 0;
        foreach (var range in text.Split('.'))
        {
            if (!byte.TryParse(text[range], NumberStyles.None, CultureInfo.InvariantCulture, out var part))
            {
                return false;
            }

            value = (value << 8) | part;
            bytes++;
        }

        groups[0] = (int)(value >> 16) & 0xffff;
        groups[1] = (int)value & 0xffff;
        return bytes == 4;
    }
}
