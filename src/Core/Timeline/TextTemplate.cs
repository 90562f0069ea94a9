using System.Runtime.CompilerServices;

namespace Guestfs.Timeline;

internal enum TemplateMatch
{
    No,
    Yes,

    /// <summary>The text ends before this can be told; on a finished line that is a no.</summary>
    NeedsMore,
}

/// <summary>
/// What a rule looks for in a line: plain text with captures. <c>{name}</c> takes a word, up to the text that follows it;
/// <c>{name...}</c> takes the rest of the line. A leading <c>^</c> asks for the line's first text after the guest's time stamp,
/// a trailing <c>$</c> for its last.
/// Matching takes time proportional to the text, whatever it is.
/// </summary>
internal sealed class TextTemplate
{
    private const int MaxWord = 128;
    private const int MaxRest = 4096;

    private readonly Part[] _parts;
    private readonly bool _atStart;
    private readonly bool _toEnd;

    private TextTemplate(Part[] parts, bool atStart, bool toEnd)
    {
        _parts = parts;
        _atStart = atStart;
        _toEnd = toEnd;
    }

    /// <summary>The text a match begins with.</summary>
    public string Needle => _parts[0].Text;

    public IEnumerable<string> Captures => _parts.Where(static part => part.Kind != PartKind.Literal).Select(static part => part.Text);

    /// <exception cref="FormatException">The template does not begin with text or has more than four captures.</exception>
    public static TextTemplate Parse(string template)
    {
        var atStart = template.StartsWith('^');
        var parts = new List<Part>();
        var toEnd = template.EndsWith('$');
        var rest = template[(atStart ? 1 : 0)..^(toEnd ? 1 : 0)];
        while (rest.Length > 0)
        {
            var open = rest.IndexOf('{', StringComparison.Ordinal);
            var close = open < 0 ? -1 : rest.IndexOf('}', open);
            if (close < 0)
            {
                parts.Add(new Part(PartKind.Literal, rest));
                break;
            }

            if (open > 0)
            {
                parts.Add(new Part(PartKind.Literal, rest[..open]));
            }

            var name = rest[(open + 1)..close];
            parts.Add(name.EndsWith("...", StringComparison.Ordinal) ? new Part(PartKind.Rest, name[..^3]) : new Part(PartKind.Word, name));
            rest = rest[(close + 1)..];
        }

        if (parts.Count == 0 || parts[0].Kind != PartKind.Literal || parts[0].Text.Length < 2)
        {
            throw new FormatException($"The text \"{template}\" must begin with at least two characters to look for.");
        }

        if (parts.Count(static part => part.Kind != PartKind.Literal) > CaptureList.Capacity)
        {
            throw new FormatException($"The text \"{template}\" has more than {CaptureList.Capacity} captures.");
        }

        return new TextTemplate([.. parts], atStart, toEnd);
    }

    /// <param name="text">The line so far.</param>
    /// <param name="at">Where <see cref="Needle"/> was found.</param>
    /// <param name="contentStart">Where the line's text begins after the guest's time stamp.</param>
    public TemplateMatch Match(ReadOnlySpan<char> text, int at, int contentStart, out CaptureList captures)
    {
        captures = default;
        if (_atStart && at != contentStart)
        {
            return TemplateMatch.No;
        }

        if (text.Length < at + Needle.Length)
        {
            return TemplateMatch.NeedsMore;
        }

        var position = at + Needle.Length;
        for (var i = 1; i < _parts.Length; i++)
        {
            var part = _parts[i];
            if (part.Kind == PartKind.Literal)
            {
                if (!text[position..].StartsWith(part.Text, StringComparison.Ordinal))
                {
                    return part.Text.AsSpan().StartsWith(text[position..], StringComparison.Ordinal) ? TemplateMatch.NeedsMore : TemplateMatch.No;
                }

                position += part.Text.Length;
                continue;
            }

            var length = part.Kind == PartKind.Rest
                ? Math.Min(text.Length - position, MaxRest)
                : WordLength(text[position..], i + 1 < _parts.Length ? _parts[i + 1].Text : "");
            if (length <= 0)
            {
                return position == text.Length ? TemplateMatch.NeedsMore : TemplateMatch.No;
            }

            captures.Add(part.Text, position, length, part.Kind == PartKind.Word);
            position += length;
        }

        captures.End = position;
        // A capture, or the emptiness, that reaches the end of the text may go on in the next piece of the line.
        captures.AtEnd = position == text.Length && (_toEnd || _parts[^1].Kind != PartKind.Literal);
        return !_toEnd || text[position..].IsWhiteSpace() ? TemplateMatch.Yes : TemplateMatch.No;
    }

    /// <summary>The run of word characters, cut before <paramref name="next"/> when it occurs in it.</summary>
    private static int WordLength(ReadOnlySpan<char> text, string next)
    {
        var run = 0;
        while (run < text.Length && run < MaxWord && IsWord(text[run]))
        {
            run++;
        }

        if (next.Length == 0)
        {
            return run;
        }

        var end = text[..Math.Min(text.Length, run + next.Length)].IndexOf(next, StringComparison.Ordinal);
        if (end < 0)
        {
            // What follows may have begun inside the run, with the rest of it still to come.
            end = 1;
            while (end < run && !next.AsSpan().StartsWith(text[end..], StringComparison.Ordinal))
            {
                end++;
            }
        }

        return Math.Min(end, run);
    }

    /// <summary>What file, device, function and version names are made of; quotes and brackets end a name.</summary>
    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || "._:@,-/~%+".Contains(c, StringComparison.Ordinal);

    private enum PartKind
    {
        Literal,
        Word,
        Rest,
    }

    private readonly record struct Part(PartKind Kind, string Text);
}

/// <summary>Where a match's captures are in the line.</summary>
internal struct CaptureList
{
    public const int Capacity = 4;

    private Slots _slots;
    private int _count;

    /// <summary>Where the match ends.</summary>
    public int End { get; set; }

    /// <summary>True when the match reaches the end of the text and could be another with more text.</summary>
    public bool AtEnd { get; set; }

    /// <param name="isWord">False when it is the rest of the line.</param>
    public void Add(string name, int start, int length, bool isWord) => _slots[_count++] = (name, start, length, isWord);

    /// <summary>Puts the captured words in the places of their names in <paramref name="pattern"/>.</summary>
    public readonly string Fill(string pattern, ReadOnlySpan<char> text)
    {
        for (var i = 0; i < _count; i++)
        {
            var (name, start, length, _) = _slots[i];
            pattern = pattern.Replace($"{{{name}}}", text.Slice(start, length).Trim().ToString(), StringComparison.Ordinal);
        }

        return pattern;
    }

    /// <summary>The captured words by name, without rests of lines.</summary>
    public readonly Dictionary<string, string> Words(ReadOnlySpan<char> text)
    {
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < _count; i++)
        {
            if (_slots[i] is { IsWord: true } slot)
            {
                words[slot.Name] = text.Slice(slot.Start, slot.Length).Trim().ToString();
            }
        }

        return words;
    }

    [InlineArray(Capacity)]
    private struct Slots
    {
        private (string Name, int Start, int Length, bool IsWord) _first;
    }
}
