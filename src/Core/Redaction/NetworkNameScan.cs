using System.Buffers;
using System.Collections.Frozen;

namespace Guestfs.Redaction;

/// <summary>Finds URLs that carry credentials or private hosts, mail addresses, and host names with a domain.</summary>
internal static class NetworkNameScan
{
    private const int LongestHost = 253;
    private const int LongestUser = 64;

    /// <summary>How far into a URL a credential or a query is looked for.</summary>
    private const int MostLookedAt = 8192;

    private static readonly SearchValues<char> UrlEnds = SearchValues.Create(" \t\r\n\"'`<>|{}()[]\\^\0");

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    private static readonly FrozenSet<string> TopLevel =
        ("com net org edu gov mil io cloud local localdomain internal intranet lan corp home private test example invalid arpa dev app info biz eu de uk fr us ca jp cn "
            + "au nl se ch cz es ru kr tw br at be dk fi no ie nz za il").Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Where the software of every boot comes from.</summary>
    private static readonly string[] PublicDomains =
    [
        "kernel.org", "debian.org", "redhat.com", "fedoraproject.org", "libguestfs.org", "qemu.org", "seabios.org", "coreboot.org", "ipxe.org", "gnu.org",
        "ubuntu.com", "freedesktop.org", "github.com", "gitlab.com", "opensuse.org", "suse.com", "centos.org", "sourceware.org", "launchpad.net", "example.org.invalid",
    ];

    private static readonly string[] UnitEndings = ["service", "socket", "target", "device", "mount", "timer", "slice", "scope", "swap"];

    public static void Find(ReadOnlySpan<char> text, List<Finding> findings)
    {
        FindUrls(text, findings);
        FindMail(text, findings);
        FindHosts(text, findings);
    }

    private static void FindUrls(ReadOnlySpan<char> text, List<Finding> findings)
    {
        var stop = 0;
        for (var from = 0; from < text.Length;)
        {
            var found = text[from..].IndexOf("://");
            if (found < 0)
            {
                return;
            }

            var colon = from + found;
            var start = colon;
            while (start > from && colon - start < 20 && (char.IsAsciiLetterOrDigit(text[start - 1]) || text[start - 1] is '+' or '-' or '.'))
            {
                start--;
            }

            if (stop < colon + 3)
            {
                var next = text[(colon + 3)..].IndexOfAny(UrlEnds);
                stop = next < 0 ? text.Length : colon + 3 + next;
            }

            from = colon + 3;
            if (start < colon && IsPrivate(text[from..Math.Min(stop, from + MostLookedAt)], atEnd: stop == text.Length))
            {
                var end = from + text[from..stop].TrimEnd(".,;:").Length;
                findings.Add(new Finding(start, end, RedactionKind.Url, text[start..end].ToString()));
                from = end;
            }
        }
    }

    private static bool IsPrivate(ReadOnlySpan<char> rest, bool atEnd)
    {
        var end = rest.IndexOfAny('/', '?', '#');
        var authority = end < 0 ? rest : rest[..end];
        if (authority.Contains('@') || rest.IndexOfAny('?', '&') is >= 0 and var query && rest[query..].Contains('='))
        {
            return true;
        }

        var port = authority.IndexOf(':');
        // The password of a URL that is cut off has no @ yet.
        return port >= 0 && atEnd && end < 0 && authority[(port + 1)..].IndexOfAnyExceptInRange('0', '9') >= 0
            || (authority.Length > 0 && !IsPublic(port < 0 ? authority : authority[..port]));
    }

    private static void FindMail(ReadOnlySpan<char> text, List<Finding> findings)
    {
        for (var from = 0; from < text.Length;)
        {
            var found = text[from..].IndexOf('@');
            if (found < 0)
            {
                return;
            }

            var at = from + found;
            var start = at;
            while (start > from && at - start < LongestUser && IsUserSign(text[start - 1]))
            {
                start--;
            }

            var end = at + 1;
            while (end < text.Length && end - at <= LongestHost && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '.' or '-' or '_'))
            {
                end++;
            }

            end -= end > at + 1 && text[end - 1] is '.' or '-' ? 1 : 0;
            if (start < at && char.IsAsciiLetter(text[start]) && (start == 0 || text[start - 1] is not ('/' or '@')) && IsDomain(text[(at + 1)..end], end == text.Length))
            {
                findings.Add(new Finding(start, end, RedactionKind.Email, text[start..end].ToString()));
            }

            from = Math.Max(at + 1, end);
        }
    }

    /// <summary>What follows the @ of a mail address; units of systemd, interfaces and device-tree nodes have an @ too.</summary>
    private static bool IsDomain(ReadOnlySpan<char> domain, bool atEnd)
    {
        if (domain.IsEmpty)
        {
            return atEnd;
        }

        var last = domain[(domain.LastIndexOf('.') + 1)..];
        foreach (var unit in UnitEndings)
        {
            if (last.SequenceEqual(unit))
            {
                return false;
            }
        }

        return domain.IndexOfAnyExcept(HexDigits) >= 0 && !(domain.StartsWith("if") && domain[2..].IndexOfAnyExceptInRange('0', '9') < 0);
    }

    private static bool IsUserSign(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '+' || c >= 0x80;

    private static void FindHosts(ReadOnlySpan<char> text, List<Finding> findings)
    {
        for (var from = 0; from < text.Length;)
        {
            var found = text[from..].IndexOf('.');
            if (found < 0)
            {
                return;
            }

            var start = from + found;
            var limit = Math.Max(from, start - 63);
            while (start > limit && IsHostSign(text[start - 1]))
            {
                start--;
            }

            var end = from + found + 1;
            while (end < text.Length && end - start < LongestHost && (IsHostSign(text[end]) || text[end] == '.'))
            {
                end++;
            }

            var host = text[start..end].TrimEnd('.');
            end = start + host.Length;
            if (host.Length > 3
                && (start == 0 || text[start - 1] is not ('_' or '/'))
                && (end == text.Length || text[end] is not ('_' or '('))
                && TopLevel.Contains(host[(host.LastIndexOf('.') + 1)..].ToString())
                && host.ContainsAnyInRange('a', 'z') | host.ContainsAnyInRange('A', 'Z')
                && !IsPublic(host))
            {
                findings.Add(new Finding(start, end, RedactionKind.Host, host.ToString()));
            }

            from = Math.Max(end, from + found + 1);
        }
    }

    private static bool IsPublic(ReadOnlySpan<char> host)
    {
        foreach (var domain in PublicDomains)
        {
            if (host.EndsWith(domain, StringComparison.OrdinalIgnoreCase) && (host.Length == domain.Length || host[^(domain.Length + 1)] == '.'))
            {
                return true;
            }
        }

        return host is "localhost";
    }

    private static bool IsHostSign(char c) => char.IsAsciiLetterOrDigit(c) || c == '-';
}
