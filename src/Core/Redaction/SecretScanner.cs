using System.Text;

namespace Guestfs.Redaction;

/// <summary>
/// Everything in a text that must not be seen. Takes time proportional to the text, whatever it is. The text has one
/// character per byte.
/// </summary>
internal sealed class SecretScanner(RedactionChoices choices, KnownSecrets known)
{
    public KnownSecrets Known => known;

    /// <summary>One that knows the same, and what it learns stays with it.</summary>
    public SecretScanner Aside() => new(choices, known.Copy());

    /// <summary>Findings in order, none overlapping.</summary>
    public List<Finding> Find(ReadOnlySpan<char> text)
    {
        var findings = new List<Finding>();
        FindPlain(text, findings);
        EncodedScan.Find(text, this, findings);
        Base64Scan.Find(text, this, findings);
        if (!choices.CommandLine)
        {
            CommandLineScan.Find(text, findings);
        }

        if (!choices.Environment)
        {
            EnvironmentScan.Find(text, findings);
        }

        Finding.Join(findings, text);
        return findings;
    }

    /// <summary>The end of a line that may be the beginning of something, whose rest a wrapped line brings.</summary>
    public int FindBegun(ReadOnlySpan<char> text, int from, out Finding finding)
    {
        var start = known.FindBegun(text, from, least: 4, out finding);
        if (start == text.Length && choices.Redact)
        {
            start = BegunAddress.Find(text, out var kind);
            finding = new Finding(start, text.Length, kind, text[start..].ToString());
        }

        return start;
    }

    /// <summary>As <see cref="Find"/> for text that is not encoded; findings may overlap.</summary>
    public void FindPlain(ReadOnlySpan<char> text, List<Finding> findings)
    {
        known.Find(text, findings);
        if (choices.Redact)
        {
            PathScan.Find(text, findings);
            NetworkNameScan.Find(text, findings);
            AddressScan.Find(text, findings);
            KeywordScan.Find(text, findings);
        }
    }

    /// <summary>Remembers the names that a finding gives away, so that they are known wherever they appear later.</summary>
    public void Learn(Finding finding)
    {
        if (finding.Kind == RedactionKind.Withheld)
        {
            LearnCommand(Text(finding.Value));
        }

        if (!choices.Redact)
        {
            return;
        }

        var value = Text(finding.Value);
        switch (finding.Kind)
        {
            case RedactionKind.User or RedactionKind.Serial or RedactionKind.Secret:
                known.Add(finding.Kind, value);
                break;
            case RedactionKind.Host:
                LearnHost(value);
                break;
            case RedactionKind.Email:
                known.Add(RedactionKind.User, value.Split('@')[0]);
                break;
            case RedactionKind.Mac when value.Replace(":", "", StringComparison.Ordinal) is { Length: 12 } digits:
                known.Add(RedactionKind.Mac, digits, value);
                known.Add(RedactionKind.Mac, $"{digits[..4]}.{digits[4..8]}.{digits[8..]}", value);
                break;
            case RedactionKind.Path:
                LearnHome(value);
                break;
        }
    }

    /// <summary>A command line of more than one word, which a guest may print again without saying what it is.</summary>
    public void LearnCommand(string? command)
    {
        if (!choices.CommandLine
            && command?.Trim(' ', '\t', '\r', '\n', '"', '\'') is { Length: >= 8 } text
            && text[0] is not ('-' or '\\' or '<')
            && text.Contains('=', StringComparison.Ordinal)
            && text.Contains(' ', StringComparison.Ordinal))
        {
            known.Add(RedactionKind.Withheld, text);
        }
    }

    /// <summary>A host is also written without its domain.</summary>
    public void LearnHost(string host)
    {
        known.Add(RedactionKind.Host, host);
        var name = host.Split('.')[0];
        if (name.Length > 3)
        {
            known.Add(RedactionKind.Host, name, host);
        }
    }

    private static string Text(string value) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(value));

    private void LearnHome(string path)
    {
        var names = path.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries);
        var home = Array.FindIndex(names, static name => name is "home" or "Users");
        if (home is 0 or 1 && home + 1 < names.Length)
        {
            known.Add(RedactionKind.User, names[home + 1]);
        }
    }
}
