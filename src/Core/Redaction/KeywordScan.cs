using System.Buffers;
using System.Collections.Frozen;

namespace Guestfs.Redaction;

/// <summary>Finds values that their key says are private: <c>password=…</c>, <c>Serial Number: …</c>, <c>hostname: …</c>, <c>"user": "…"</c>.</summary>
internal static class KeywordScan
{
    private const int LongestKey = 48;
    private const int MostLookedAt = 8192;

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
        PrintedHostScan.Find(text, findings);
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

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
