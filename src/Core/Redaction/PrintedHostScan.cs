namespace Guestfs.Redaction;

/// <summary>Finds the names of hosts where programs print them without a key: syslog's stamps, getty's prompt, systemd's word and <c>uname -a</c>.</summary>
internal static class PrintedHostScan
{
    private const string Uname = "Linux ";

    public static void Find(ReadOnlySpan<char> text, List<Finding> findings)
    {
        FindHostPrefix(text, findings);
        FindLogin(text, findings);
        FindUname(text, findings);
    }

    /// <summary>Where the end of a text may be the beginning of what <c>uname -a</c> prints, whose host only the release after it tells; the text's length if not.</summary>
    public static int FindOpenUname(ReadOnlySpan<char> text)
    {
        var at = text.LastIndexOf(Uname);
        if (at < 0)
        {
            // The word itself may still come.
            var word = text.LastIndexOfAny(' ', '\t') + 1;
            return Uname.AsSpan().StartsWith(text[word..]) ? word : text.Length;
        }

        var rest = text[(at + Uname.Length)..];
        var host = rest.IndexOf(' ');
        var release = host < 0 ? -1 : rest[(host + 1)..].IndexOf(' ');
        return host == 0 || (release >= 0 && host + release + 2 < rest.Length) || rest.StartsWith("version ") ? text.Length : at;
    }

    /// <summary>The host of a syslog line: <c>May  3 12:00:00 build7 kernel: …</c>.</summary>
    private static void FindHostPrefix(ReadOnlySpan<char> text, List<Finding> findings)
    {
        if (text.Length < 20 || !char.IsAsciiLetterUpper(text[0]) || text[3] != ' ' || text[6] != ' ' || text[9] != ':' || text[12] != ':' || text[15] != ' ')
        {
            return;
        }

        var length = text[16..].IndexOf(' ');
        if (length > 1 && text.Slice(16, length).IndexOfAny(':', '[') < 0 && !Vocabulary.Has(text.Slice(16, length).ToString()))
        {
            findings.Add(new Finding(16, 16 + length, RedactionKind.Host, text.Slice(16, length).ToString()));
        }
    }

    /// <summary>What <c>uname -a</c> prints, <c>Linux build7 6.1.0-13-amd64 #1 SMP …</c>; releases of distributions are named alike, without the #.</summary>
    private static void FindUname(ReadOnlySpan<char> text, List<Finding> findings)
    {
        for (var from = 0; from < text.Length;)
        {
            var found = text[from..].IndexOf(Uname);
            if (found < 0)
            {
                return;
            }

            var start = from + found + Uname.Length;
            from = start;
            var host = text[start..Math.Min(text.Length, start + 254)].IndexOf(' ');
            if (host <= 0 || start + host + 1 >= text.Length || !char.IsAsciiDigit(text[start + host + 1]))
            {
                continue;
            }

            var rest = text[(start + host + 1)..];
            var release = rest.IndexOf(' ');
            if (release > 0 && rest[..release].Contains('.') && release + 1 < rest.Length && rest[release + 1] == '#')
            {
                AddHost(text, start, start + host, findings);
            }
        }
    }

    /// <summary><c>build7 login:</c> and <c>Set hostname to &lt;build7&gt;</c>.</summary>
    private static void FindLogin(ReadOnlySpan<char> text, List<Finding> findings)
    {
        var login = text.IndexOf(" login:");
        if (login > 0)
        {
            var start = text[..login].LastIndexOf(' ') + 1;
            AddHost(text, start, login, findings);
        }

        var set = text.IndexOf("hostname to <");
        if (set >= 0 && text[(set + 13)..].IndexOf('>') is > 0 and var length)
        {
            AddHost(text, set + 13, set + 13 + length, findings);
        }
    }

    private static void AddHost(ReadOnlySpan<char> text, int start, int end, List<Finding> findings)
    {
        if (end - start is > 1 and < 254 && !Vocabulary.Has(text[start..end].ToString()))
        {
            findings.Add(new Finding(start, end, RedactionKind.Host, text[start..end].ToString()));
        }
    }
}
