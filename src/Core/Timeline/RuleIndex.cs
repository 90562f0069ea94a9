using System.Buffers;

namespace Guestfs.Timeline;

/// <summary>The rules that can hold for one source in one stage, arranged so that a line that says nothing costs one search.</summary>
internal sealed class RuleIndex
{
    private readonly SearchValues<string> _needles;
    private readonly (StageRule Rule, TextTemplate Template)[] _rows;

    public RuleIndex(IEnumerable<StageRule> rules)
    {
        _rows = [.. rules.SelectMany(static rule => rule.Templates.Select(template => (rule, template)))];
        _needles = SearchValues.Create([.. _rows.Select(static row => row.Template.Needle).Distinct()], StringComparison.Ordinal);
        LongestNeedle = _rows.Max(static row => row.Template.Needle.Length);
    }

    public int LongestNeedle { get; }

    /// <summary>The place of the next text a rule begins with, or -1.</summary>
    public int NextNeedle(ReadOnlySpan<char> text, int from)
    {
        var found = text[from..].IndexOfAny(_needles);
        return found < 0 ? -1 : from + found;
    }

    /// <summary>The first rule of the table that holds at a place.</summary>
    /// <param name="whole">False when more text of this line may come; then the answer may be that only that text can tell.</param>
    public TemplateMatch Match(LineText line, int at, bool whole, out StageRule rule, out CaptureList captures)
    {
        var text = line.Text[at..];
        foreach (var (candidate, template) in _rows)
        {
            var begun = text.StartsWith(template.Needle, StringComparison.Ordinal);
            var cut = !whole && template.Needle.AsSpan().StartsWith(text, StringComparison.Ordinal);
            if ((begun || cut) && !line.Excludes(candidate, at))
            {
                rule = candidate;
                var match = template.Match(line.Text, at, line.ContentStart, out captures);
                if (!whole && (match == TemplateMatch.NeedsMore || captures.AtEnd))
                {
                    return TemplateMatch.NeedsMore;
                }

                if (match == TemplateMatch.Yes)
                {
                    return match;
                }
            }
        }

        rule = null!;
        captures = default;
        return TemplateMatch.No;
    }
}
