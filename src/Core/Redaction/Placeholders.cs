namespace Guestfs.Redaction;

/// <summary>The words that stand for what was removed: numbered by first appearance, the same for the same value.</summary>
internal sealed class Placeholders
{
    /// <summary>A guest may print new addresses without end; those beyond this share one placeholder.</summary>
    public const int MostOfAKind = 20_000;

    private readonly Dictionary<(RedactionKind Kind, string Value), string> _words;
    private readonly bool _isAside;
    private readonly int[] _numbers = new int[Enum.GetValues<RedactionKind>().Length];
    private readonly int[] _counts = new int[Enum.GetValues<RedactionKind>().Length];

    public Placeholders()
        : this([], isAside: false)
    {
    }

    private Placeholders(Dictionary<(RedactionKind Kind, string Value), string> words, bool isAside) => (_words, _isAside) = (words, isAside);

    /// <summary>How many texts of each kind were replaced, without kinds that were not.</summary>
    public IReadOnlyDictionary<RedactionKind, int> Counts =>
        Enum.GetValues<RedactionKind>().Where(kind => _counts[(int)kind] > 0).ToDictionary(static kind => kind, kind => _counts[(int)kind]);

    /// <summary>The same words for texts that stand beside a journal: a value without a word gets none that is numbered, but such as <c>[path]</c>.</summary>
    public Placeholders Aside() => new(_words, isAside: true);

    /// <summary>The same words and those that come, counted anew, for the same journal from its first entry.</summary>
    public Placeholders Again()
    {
        var again = new Placeholders(_words, isAside: false);
        _numbers.CopyTo(again._numbers, 0);
        return again;
    }

    /// <summary>The word for a value, which is counted as replaced once more.</summary>
    public string For(RedactionKind kind, string value)
    {
        _counts[(int)kind]++;
        return Word(kind, value);
    }

    private string Word(RedactionKind kind, string value)
    {
        if (kind == RedactionKind.Withheld)
        {
            return "[withheld]";
        }

        var key = (kind, value.ToLowerInvariant());
        if (_words.TryGetValue(key, out var word))
        {
            return word;
        }

        var name = kind.ToString().ToLowerInvariant();
        if (_isAside)
        {
            return $"[{name}]";
        }

        if (_numbers[(int)kind] == MostOfAKind)
        {
            return $"{name}-more";
        }

        return _words[key] = $"{name}-{++_numbers[(int)kind]}";
    }
}
