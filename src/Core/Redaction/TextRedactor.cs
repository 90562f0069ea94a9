using System.Text;
using Guestfs.Console;

namespace Guestfs.Redaction;

/// <summary>Redacts texts that stand alone, such as an event's members.</summary>
internal sealed class TextRedactor(SecretScanner scanner, Placeholders placeholders)
{
    public string Redact(string text)
    {
        if (text.Length == 0)
        {
            return text;
        }

        if (text.AsSpan().ContainsAny('\e', '\b', '\u009b'))
        {
            // A name is looked for in what a reader would see.
            text = AnsiText.ToPlain(Encoding.UTF8.GetBytes(text));
        }

        var bytes = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
        var findings = scanner.Find(bytes);
        if (findings.Count == 0)
        {
            return text;
        }

        var count = scanner.Known.Count;
        findings.ForEach(scanner.Learn);
        if (scanner.Known.Count > count)
        {
            findings = scanner.Find(bytes);
        }

        var output = new StringBuilder(text.Length);
        var at = 0;
        foreach (var finding in findings)
        {
            output.Append(bytes, at, finding.Start - at).Append(placeholders.For(finding.Kind, finding.Value));
            at = finding.End;
        }

        output.Append(bytes, at, bytes.Length - at);
        return Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(output.ToString()));
    }
}
