using System.Buffers;
using System.Text;

namespace Guestfs.Redaction;

/// <summary>
/// Everything in a text that must not be seen. Takes time proportional to the text, whatever it is. The text has one
/// character per byte.
/// </summary>
internal sealed class SecretScanner(RedactionChoices choices, KnownSecrets known)
{
    private static readonly string[] CommandLineStarts = ["ommand line: ", "ommand line parameters ", "cmdline: ", "libguestfs: command: run: "];

    private static readonly SearchValues<char> VariableSigns = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789");

    public KnownSecrets Known => known;

    /// <summary>One that knows the same, and what it learns stays with it.</summary>
    public SecretScanner Aside() => new(choices, known.Copy());

    /// <summary>Findings in order, none overlapping.</summary>
    public List<Finding> Find(ReadOnlySpan<char> text)
    {
        var findings = new List<Finding>();
        FindPlain(text, findings);
        EncodedScan.Find(text, this, findings);
        if (!choices.CommandLine)
        {
            FindCommandLine(text, findings);
        }

        if (!choices.Environment)
        {
            FindVariable(text, findings);
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
        if (!choices.Redact)
        {
            return;
        }

        var value = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(finding.Value));
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
            case RedactionKind.Path:
                LearnHome(value);
                break;
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

    private void LearnHome(string path)
    {
        var names = path.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries);
        var home = Array.FindIndex(names, static name => name is "home" or "Users");
        if (home is 0 or 1 && home + 1 < names.Length)
        {
            known.Add(RedactionKind.User, names[home + 1]);
        }
    }

    private static void FindCommandLine(ReadOnlySpan<char> text, List<Finding> findings)
    {
        foreach (var start in CommandLineStarts)
        {
            var at = text.IndexOf(start);
            if (at >= 0 && at + start.Length < text.Length)
            {
                findings.Add(new Finding(at + start.Length, text.Length, RedactionKind.Withheld, ""));
                return;
            }
        }
    }

    /// <summary><c>NAME=value</c> as a line of its own, with or without <c>export</c>.</summary>
    private static void FindVariable(ReadOnlySpan<char> text, List<Finding> findings)
    {
        var sign = text.IndexOf('=');
        var name = sign < 0 ? default : text[(text[..sign].LastIndexOf(' ') + 1)..sign];
        if (name.Length > 1
            && name.IndexOfAnyExcept(VariableSigns) < 0
            && char.IsAsciiLetterUpper(name[0])
            && sign + 1 < text.Length
            && text[..(sign - name.Length)].Trim() is "" or "export" or "declare -x" or "+" or "libguestfs: env:")
        {
            findings.Add(new Finding(sign + 1, text.Length, RedactionKind.Withheld, ""));
        }
    }
}
