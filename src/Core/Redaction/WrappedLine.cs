namespace Guestfs.Redaction;

/// <summary>What the end of a line may have begun, for secrets that a terminal or a mail program wrapped over two lines.</summary>
internal sealed class WrappedLine(SecretScanner scanner)
{
    /// <summary>How much of either line is read together.</summary>
    private const int Reach = 256;

    /// <summary>A line at least this wide may have been wrapped wherever it ends.</summary>
    private const int WrapWidth = 72;

    private string _tail = "";
    private bool _wide;
    private bool _whole;

    /// <summary>Notes how a line ends, and adds a finding for what its end can only be the beginning of.</summary>
    public void End(ReadOnlySpan<char> text, List<Finding> findings)
    {
        var start = Math.Max(text.Length - Reach, text.LastIndexOfAny(' ', '\t') + 1);
        _tail = start == text.Length ? "" : text[Math.Max(0, text.Length - Reach)..].ToString();
        _wide = text.Length >= WrapWidth;
        _whole = findings.Count > 0 && findings[^1].End == text.Length;
        if (!_whole && _tail.Length > 0)
        {
            var begun = scanner.FindBegun(text, start, out var finding);
            if (begun < text.Length)
            {
                findings.Add(finding);
                Finding.Join(findings, text);
            }
        }
    }

    /// <summary>Adds a finding for the rest, at a line's start, of what the line before began.</summary>
    public void Continue(ReadOnlySpan<char> text, List<Finding> findings)
    {
        // A kernel's stamp and a shell's trace begin a line of their own.
        if (_tail.Length == 0 || text.IsEmpty || text[0] is ' ' or '\t' or '[' or '+')
        {
            return;
        }

        var head = text[..Math.Min(Reach, text.Length)];
        var across = scanner.Find(_tail + head.ToString()).Find(Crosses);
        if (across.End > 0 && !IsKnown(across, head) && !IsPlausible(across, text))
        {
            return;
        }

        if (across.End > 0)
        {
            findings.Add(across with { Start = 0, End = across.End - _tail.Length });
            Finding.Join(findings, text);
        }
    }

    private bool Crosses(Finding finding) =>
        finding.End > _tail.Length && (finding.Start < _tail.Length || (finding.Start == _tail.Length && _tail[^1] is '=' or ':'));

    private bool IsKnown(Finding across, ReadOnlySpan<char> head)
    {
        var known = new List<Finding>();
        scanner.Known.Find(_tail + head.ToString(), known);
        return known.Exists(finding => Crosses(finding) && finding.Start == across.Start);
    }

    private bool IsPlausible(Finding finding, ReadOnlySpan<char> text)
    {
        if (finding.Kind == RedactionKind.Withheld)
        {
            return false;
        }

        var stop = text.IndexOfAny(' ', '\t');
        var head = stop < 0 ? text : text[..stop];
        var goesOn = _wide && text[0] is not ('[' or '+' or '<' or '/') && !head.EndsWith(":");
        if (finding.Kind is RedactionKind.Path or RedactionKind.Url)
        {
            return goesOn
                || (finding.Start > 0 && _tail[finding.Start - 1] is '"' or '\'')
                || (text[0] != '/' && head.Contains('/') && !head.Contains(':'))
                || scanner.Find(head).Exists(static inside => inside.Kind == RedactionKind.Path);
        }

        return !_whole || goesOn;
    }
}
