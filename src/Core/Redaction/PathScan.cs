using System.Buffers;

namespace Guestfs.Redaction;

/// <summary>Finds absolute paths, home-relative paths and Windows paths that are not <see cref="PublicPaths"/>.</summary>
internal static class PathScan
{
    /// <summary>PATH_MAX: a quote is looked for no further.</summary>
    private const int Longest = 4096;

    private static readonly SearchValues<char> Starts = SearchValues.Create("/\\");

    private static readonly SearchValues<char> Ends = SearchValues.Create(" \t\r\n\"'`<>|;,(){}:\0");

    private static readonly SearchValues<char> ImageNameEnds = SearchValues.Create(" \t\r\n\"'`<>|;,(){}[]:=\0");

    private static readonly string[] ImageExtensions =
        [".qcow2", ".qcow", ".img", ".raw", ".vmdk", ".vdi", ".vhd", ".vhdx", ".iso", ".ova", ".ovf", ".qed", ".luks", ".vmx"];

    public static void Find(ReadOnlySpan<char> text, List<Finding> findings)
    {
        for (var from = 0; from < text.Length;)
        {
            var found = text[from..].IndexOfAny(Starts);
            if (found < 0)
            {
                break;
            }

            var at = from + found;
            var start = text[at] == '/' ? UnixStart(text, at) : WindowsStart(text, at);
            if (start < 0)
            {
                from = at + 1;
                continue;
            }

            var end = EndOf(text, start, at);
            Add(text, start, end, findings);
            from = Math.Max(end, at + 1);
        }

        FindImageNames(text, findings);
    }

    /// <summary>The last quote of a text that ends inside the path which that quote began; the text's length if it does not.</summary>
    public static int FindOpenQuote(ReadOnlySpan<char> text)
    {
        var reach = text[^Math.Min(text.Length, Longest)..];
        var quote = reach.LastIndexOfAny('\'', '"');
        return quote >= 0 && quote + 1 < reach.Length && reach[quote + 1] is '/' ? text.Length - reach.Length + quote : text.Length;
    }

    private static int UnixStart(ReadOnlySpan<char> text, int at)
    {
        if (at > 0 && text[at - 1] == '~' && (at == 1 || !IsNameSign(text[at - 2])))
        {
            return at - 1;
        }

        return at == 0 || !(IsNameSign(text[at - 1]) || text[at - 1] is '/' or '~' or '*' or '?' or ')' or '%' or '\\') ? at : -1;
    }

    private static int WindowsStart(ReadOnlySpan<char> text, int at) =>
        at >= 2 && text[at - 1] == ':' && char.IsAsciiLetter(text[at - 2]) && (at == 2 || !IsNameSign(text[at - 3])) && at + 1 < text.Length && IsNameSign(text[at + 1])
            ? at - 2
            : -1;

    private static bool IsNameSign(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-' or '+' or '@' || c >= 0x80;

    private static int EndOf(ReadOnlySpan<char> text, int start, int slash)
    {
        if (start > 0 && text[start - 1] is '\'' or '"')
        {
            var close = text[slash..Math.Min(text.Length, start + Longest)].IndexOf(text[start - 1]);
            if (close >= 0)
            {
                return slash + close;
            }
        }

        var end = slash + 1;
        while (end < text.Length)
        {
            var stop = text[end..].IndexOfAny(Ends);
            if (stop < 0)
            {
                end = text.Length;
            }
            else if (text[end + stop] == ' ' && text[end + stop - 1] == '\\')
            {
                end += stop + 1;
                continue;
            }
            else
            {
                end += stop;
            }

            break;
        }

        while (end > slash + 1 && text[end - 1] is '.' or ']' or '!' or '?')
        {
            end--;
        }

        return end;
    }

    private static void Add(ReadOnlySpan<char> text, int start, int end, List<Finding> findings)
    {
        var path = text[start..end];
        if (path[0] == '/' && PublicPaths.Has(path))
        {
            return;
        }

        if (path.Length < 3 || !path[1..].ContainsAnyExceptInRange('!', '@') || IsNumbers(path))
        {
            return;
        }

        var tail = PublicPaths.TellingTail(path);
        findings.Add(new Finding(start, start + tail, RedactionKind.Path, path[..tail].TrimEnd('/').ToString()));
    }

    /// <summary>Signs and digits alone, such as <c>/8</c> or <c>/4.00</c>, are no path.</summary>
    private static bool IsNumbers(ReadOnlySpan<char> path)
    {
        foreach (var c in path)
        {
            if (char.IsAsciiLetter(c) || c >= 0x80)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A disk image's name without its folder, such as <c>customer.qcow2</c>.</summary>
    private static void FindImageNames(ReadOnlySpan<char> text, List<Finding> findings)
    {
        for (var dot = text.IndexOf('.'); dot >= 0;)
        {
            foreach (var extension in ImageExtensions)
            {
                var end = dot + extension.Length;
                if (text[dot..].StartsWith(extension, StringComparison.OrdinalIgnoreCase) && (end == text.Length || !char.IsAsciiLetterOrDigit(text[end])))
                {
                    var reach = text[Math.Max(0, dot - 255)..dot];
                    var start = dot - reach.Length + reach.LastIndexOfAny(ImageNameEnds) + 1;
                    // What begins with a slash was looked at as a path.
                    if (start < dot && text[start] is not ('*' or '/') && text[start..dot] is not ("null" or "/dev/null"))
                    {
                        findings.Add(new Finding(start, end, RedactionKind.Path, text[start..end].ToString()));
                    }

                    break;
                }
            }

            var next = text[(dot + 1)..].IndexOf('.');
            dot = next < 0 ? -1 : dot + 1 + next;
        }
    }
}
