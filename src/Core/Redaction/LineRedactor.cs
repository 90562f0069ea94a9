namespace Guestfs.Redaction;

/// <summary>
/// Redacts the lines of one source as they come, also in pieces. Of a line whose end has not come, the last word is held
/// back until it is whole; what a line's end may have begun is looked for at the start of the next.
/// </summary>
internal sealed class LineRedactor(SecretScanner scanner, Placeholders placeholders, CommandBlock command)
{
    /// <summary>How much of a line's shown text is kept to understand what follows it.</summary>
    private const int Context = 512;

    private const int MostHeld = 4096;

    private readonly VisibleLine _line = new();
    private readonly WrappedLine _wrapped = new(scanner);
    private int _shown;
    private bool _atStart = true;
    private bool _inside;
    private bool _withholding;

    public byte[] Add(ReadOnlySpan<byte> raw, bool terminated)
    {
        _line.Add(raw);
        var findings = Find();
        var end = terminated ? _line.Text.Length : SafeEnd(findings);
        if (Learn(findings, end))
        {
            findings = Find();
            end = terminated ? _line.Text.Length : SafeEnd(findings);
        }

        if (terminated)
        {
            _wrapped.End(_line.Text, findings);
            command.End(_line.Text);
        }

        var output = _line.Write(_shown, end, findings, finding => placeholders.For(finding.Kind, finding.Value));
        if (terminated)
        {
            _line.Clear();
            _shown = 0;
            _atStart = true;
            _inside = false;
            _withholding = false;
        }
        else
        {
            Keep(findings, end);
        }

        return output;
    }

    private List<Finding> Find()
    {
        var text = _line.Text;
        if (_withholding || scanner.Known.IsFull || command.Holds(text))
        {
            return [new Finding(0, text.Length, RedactionKind.Withheld, "")];
        }

        var findings = scanner.Find(text);
        if (_atStart && _shown == 0)
        {
            _wrapped.Continue(text, findings);
        }

        if (_inside)
        {
            var blank = text[_shown..].IndexOfAny(' ', '\t');
            findings.Add(new Finding(0, blank < 0 ? text.Length : _shown + blank, RedactionKind.Secret, ""));
            Finding.Join(findings, text);
        }

        return findings;
    }

    /// <summary>Up to where the text means the same whatever follows.</summary>
    private int SafeEnd(List<Finding> findings)
    {
        var text = _line.Text;
        if (findings.Count > 0 && findings[^1] is { Kind: RedactionKind.Withheld } last && last.End == text.Length)
        {
            return text.Length;
        }

        var end = text.LastIndexOfAny(' ', '\t') + 1;
        end = Math.Min(end, scanner.Known.FindBegun(text, _shown, least: 1, out _));
        end = Math.Min(end, PathScan.FindOpenQuote(text));
        end = Math.Min(end, OpenQuote(text[_shown..]) + _shown);
        end = Math.Min(end, PrintedHostScan.FindOpenUname(text));
        // A host's name that getty prints is known only by what follows it.
        if ("login:".AsSpan().StartsWith(text[end..]) && text[..Math.Max(0, end - 1)].IndexOfAny(' ', '\t') < 0)
        {
            end = 0;
        }

        foreach (var finding in findings)
        {
            end = finding.Start < end && finding.End > end ? finding.Start : end;
        }

        if (text.Length - end > MostHeld)
        {
            end = text.Length - Context;
        }

        return Math.Max(end, _shown);
    }

    /// <summary>The last double quote when it has no other; the text's length otherwise.</summary>
    private static int OpenQuote(ReadOnlySpan<char> text) => text.Count('"') % 2 == 1 ? text.LastIndexOf('"') : text.Length;

    private bool Learn(List<Finding> findings, int end)
    {
        var before = scanner.Known.Count;
        foreach (var finding in findings)
        {
            if (finding.End <= end)
            {
                scanner.Learn(finding);
            }
        }

        return scanner.Known.Count > before;
    }

    private void Keep(List<Finding> findings, int end)
    {
        _withholding |= findings.Count > 0 && findings[^1] is { Kind: RedactionKind.Withheld } last && last.End >= end;
        _inside = findings.Exists(finding => finding.Start < end && finding.End > end);
        _atStart &= end == 0;
        _line.RemoveBetween(end);
        var gone = Math.Max(0, end - Context);
        _line.RemoveFirst(gone);
        _shown = end - gone;
    }
}
