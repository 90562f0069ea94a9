using System.Buffers;

namespace Guestfs.Redaction;

/// <summary>
/// Finds the values of environment variables, <c>NAME=value</c>, and the settings that libguestfs's test tool lists with them. A value
/// may have blanks, so it goes on until the next variable, the quote around it, or the line's end.
/// </summary>
internal static class EnvironmentScan
{
    private static readonly SearchValues<char> Capitals = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private static readonly SearchValues<char> NameSigns = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789");

    /// <summary>Settings, and what libguestfs says of the machine it runs on.</summary>
    private static readonly string[] Listed = ["guestfs_get_", "launch: host: ", "<qemu:env"];

    public static void Find(ReadOnlySpan<char> text, List<Finding> findings)
    {
        for (var from = 0; from < text.Length;)
        {
            var found = text[from..].IndexOf('=');
            if (found < 0)
            {
                break;
            }

            var sign = from + found;
            from = sign + 1;
            if (IsVariable(text, sign))
            {
                var end = End(text, sign);
                if (end > from)
                {
                    findings.Add(new Finding(from, end, RedactionKind.Withheld, ""));
                    from = end;
                }
            }
        }

        FindListed(text, findings);
    }

    private static void FindListed(ReadOnlySpan<char> text, List<Finding> findings)
    {
        foreach (var start in Listed)
        {
            var at = text.IndexOf(start);
            if (at < 0)
            {
                continue;
            }

            at += start.Length;
            var colon = start.EndsWith('_') ? text[at..].IndexOf(": ") : -2;
            at = colon == -2 ? at : colon < 0 ? text.Length : at + colon + 2;
            if (at < text.Length)
            {
                findings.Add(new Finding(at, text.Length, RedactionKind.Withheld, ""));
            }
        }
    }

    /// <summary>Two capitals at least, and no word before them.</summary>
    private static bool IsVariable(ReadOnlySpan<char> text, int sign)
    {
        var start = sign;
        while (start > 0 && NameSigns.Contains(text[start - 1]))
        {
            start--;
        }

        return sign - start > 1
            && (Capitals.Contains(text[start]) || text[start] == '_')
            && (start == 0 || text[start - 1] is ' ' or '\t' or '"' or '\'' or ':' or ',' or ';' or '[' or '(' or '{' or '>');
    }

    private static int End(ReadOnlySpan<char> text, int sign)
    {
        var start = sign;
        while (start > 0 && NameSigns.Contains(text[start - 1]))
        {
            start--;
        }

        if (start > 0 && text[start - 1] is '"' or '\'' && text[sign..].IndexOf(text[start - 1]) is > 0 and var close)
        {
            return sign + close;
        }

        for (var from = sign + 1; from < text.Length;)
        {
            var found = text[from..].IndexOf('=');
            if (found < 0)
            {
                break;
            }

            from += found;
            if (IsVariable(text, from))
            {
                var end = from;
                while (end > 0 && NameSigns.Contains(text[end - 1]))
                {
                    end--;
                }

                return text[..end].TrimEnd().Length;
            }

            from++;
        }

        return text.Length;
    }
}
