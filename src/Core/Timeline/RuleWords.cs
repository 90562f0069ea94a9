namespace Guestfs.Timeline;

/// <summary>The words a rule took from a line: where they stand in its text, or, when the line is withheld, by name.</summary>
internal readonly ref struct RuleWords
{
    private readonly CaptureList _captures;
    private readonly ReadOnlySpan<char> _text;
    private readonly IReadOnlyDictionary<string, string>? _words;

    public RuleWords(CaptureList captures, ReadOnlySpan<char> text)
    {
        _captures = captures;
        _text = text;
    }

    public RuleWords(IReadOnlyDictionary<string, string> words) => _words = words;

    /// <summary>The pattern with words in the places of their names; empty when it needs one that is not known.</summary>
    public string Fill(string pattern)
    {
        if (_words is null)
        {
            return _captures.Fill(pattern, _text);
        }

        foreach (var (name, word) in _words)
        {
            pattern = pattern.Replace($"{{{name}}}", word, StringComparison.Ordinal);
        }

        return pattern.Contains('{', StringComparison.Ordinal) ? "" : pattern;
    }
}
