using System.Buffers;
using System.Collections.Frozen;

namespace Guestfs.Redaction;

/// <summary>Finds values that their key says are private: <c>password=…</c>, <c>Serial Number: …</c>, <c>hostname: …</c>, <c>"user": "…"</c>.</summary>
internal static class KeywordScan
{
    private const int LongestKey = 48;
    private const int MostLookedAt = 8192;

    private const string Uname = "Linux ";

    private static readonly SearchValues<char> Signs = SearchValues.Create("=:");

    private static readonly SearchValues<char> ValueEnds = SearchValues.Create(" \t\r\n\"'`,;&<>(){}[]|\\");

    private static readonly string[] SecretKeys =
    [
        "password", "passwd", "passphrase", "secret", "token", "apikey", "api_key", "api-key", "accesskey", "access_key", "access-key", "secretkey", "secret_key",
        "privatekey", "private_key", "credential", "credentials", "authorization", "cookie", "pwd",
    ];

    private static readonly FrozenSet<string> UserKeys = Set("user username user_name logname login sudo_user sudo-user userid");

    private static readonly FrozenSet<string> HostKeys = Set("hostname host host_name host-name nodename node-name computername computer_name servername server");

    private static readonly string[] SerialKeys =
        ["serial", "serialnumber", "serial number", "serial_number", "serialno", "serial no", "serial_short", "wwn", "asset tag", "asset_tag", "service tag", "machine-id", "machine_id"];

    public static void Find(ReadOnlySpan<char> text, List<Finding> findings)
    {
        for (var from = 0; from < text.Length;)
        {
            var found = text[from..].IndexOfAny(Signs);
            if (found < 0)
            {
                break;
            }

            var sign = from + found;
            from = sign + 1;
            if (KindOf(Key(text, sign), text[sign]) is { } kind && ValueAt(text, sign, kind) is { IsEmpty: false } value)
            {
                text.Overlaps(value, out var start);
                findings.Add(new Finding(start, start + value.Length, kind, value.ToString()));
                from = start + value.Length;
            }
        }

        FindAccounts(text, findings);
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

    /// <summary>The lower-case word, or words, before a sign; quotes of JSON are left out.</summary>
    private static ReadOnlySpan<char> Key(ReadOnlySpan<char> text, int sign)
    {
        var end = sign;
        while (end > 0 && sign - end < 3 && text[end - 1] is ' ' or '\t' or '"' or '\'')
        {
            end--;
        }

        var start = end;
        while (start > 0 && end - start < LongestKey && (char.IsAsciiLetterOrDigit(text[start - 1]) || text[start - 1] is '_' or '-' or '.' || (text[start - 1] == ' ' && end - start < 12)))
        {
            start--;
        }

        return text[start..end].Trim().ToString().ToLowerInvariant();
    }

    private static RedactionKind? KindOf(ReadOnlySpan<char> key, char sign)
    {
        if (key.IsEmpty)
        {
            return null;
        }

        foreach (var secret in SecretKeys)
        {
            if (key.EndsWith(secret) && (key.Length == secret.Length || !char.IsAsciiLetter(key[^(secret.Length + 1)]) || secret.Length > 5))
            {
                return RedactionKind.Secret;
            }
        }

        foreach (var serial in SerialKeys)
        {
            if (key.EndsWith(serial) && (key.Length == serial.Length || !char.IsAsciiLetterOrDigit(key[^(serial.Length + 1)])))
            {
                return RedactionKind.Serial;
            }
        }

        var word = key[(key.LastIndexOfAny(' ', '.') + 1)..].ToString();
        return UserKeys.Contains(word) ? RedactionKind.User
            : HostKeys.Contains(word) && !(word is "host" or "server" && sign == ':' && key.Length > word.Length) ? RedactionKind.Host
            : null;
    }

    private static ReadOnlySpan<char> ValueAt(ReadOnlySpan<char> text, int sign, RedactionKind kind)
    {
        text = text[..Math.Min(text.Length, sign + MostLookedAt)];
        var start = sign + 1;
        var spaces = 0;
        while (start < text.Length && spaces < 24 && text[start] is ' ' or '\t')
        {
            start++;
            spaces++;
        }

        var quoted = start < text.Length && text[start] is '"' or '\'';
        if (text[sign] == ':' && spaces == 0 && !quoted && kind != RedactionKind.Secret)
        {
            return default;
        }

        if (quoted)
        {
            var close = text[(start + 1)..].IndexOf(text[start]);
            return Checked(close < 0 ? text[(start + 1)..] : text.Slice(start + 1, close), kind);
        }

        foreach (var scheme in (ReadOnlySpan<string>)["Bearer ", "Basic ", "Token "])
        {
            if (text[start..].StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            {
                start += scheme.Length;
            }
        }

        var end = text[start..].IndexOfAny(ValueEnds);
        return Checked(end < 0 ? text[start..] : text.Slice(start, end), kind);
    }

    private static ReadOnlySpan<char> Checked(ReadOnlySpan<char> value, RedactionKind kind)
    {
        value = value.TrimEnd('.');
        if (value.Length < 2 || value[0] is '/' or '$' or '%' or '*' or '<' || Vocabulary.Has(value.ToString()))
        {
            return default;
        }

        return kind switch
        {
            // "Serial: 8250/16550 driver" is the console's chip.
            RedactionKind.Serial when value.Length < 4 || !value.ContainsAnyInRange('0', '9') || value.StartsWith("8250") || value.StartsWith("16550") || value.StartsWith("tty") => default,
            RedactionKind.User or RedactionKind.Host when !char.IsAsciiLetter(value[0]) => default,
            _ => value,
        };
    }

    /// <summary><c>uid=1000(ada)</c>.</summary>
    private static void FindAccounts(ReadOnlySpan<char> text, List<Finding> findings)
    {
        for (var from = 0; from < text.Length;)
        {
            var found = text[from..].IndexOf("id=");
            if (found < 0)
            {
                return;
            }

            from += found + 3;
            var digits = text[from..].IndexOfAnyExceptInRange('0', '9');
            if (digits > 0 && text[from + digits] == '(')
            {
                var start = from + digits + 1;
                var length = text[start..Math.Min(text.Length, start + 64)].IndexOf(')');
                if (length > 1 && !Vocabulary.Has(text.Slice(start, length).ToString()))
                {
                    findings.Add(new Finding(start, start + length, RedactionKind.User, text.Slice(start, length).ToString()));
                }
            }
        }
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

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
