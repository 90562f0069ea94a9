using System.Text;

namespace Guestfs.Redaction;

/// <summary>
/// Names and texts that the journal's own facts say are private; they are found wherever they appear. Looking costs the same
/// however many there are: a place is tried only where a name may begin, and only for the lengths of names that begin so.
/// </summary>
internal sealed class KnownSecrets
{
    /// <summary>A guest may print new names without end. Where there are more, nothing says any longer what may be shown.</summary>
    public const int Most = 20_000;

    private const int Shortest = 3;
    private const int Longest = 4096;

    /// <summary>Lengths of names with the same first three characters.</summary>
    private const int MostLengths = 64;

    /// <summary>Shorter ones are counts, sizes and times; longer ones may be an address without its signs.</summary>
    private const int LongestNumber = 12;

    private const int Filter = 1 << 16;

    private readonly Dictionary<string, Known> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<int, List<int>> _lengths = [];
    private readonly List<Known> _sorted = [];
    private readonly ulong[] _begins = new ulong[Filter / 64];

    public KnownSecrets()
    {
    }

    private KnownSecrets(KnownSecrets other)
    {
        _known = new(other._known, StringComparer.OrdinalIgnoreCase);
        _lengths = other._lengths.ToDictionary(static pair => pair.Key, static pair => pair.Value.ToList());
        _sorted.AddRange(other._sorted);
        other._begins.CopyTo(_begins, 0);
        IsFull = other.IsFull;
    }

    public int Count => _known.Count;

    /// <summary>There were more names than are kept, so texts may hold some that nobody would find.</summary>
    public bool IsFull { get; private set; }

    /// <summary>The same, to be added to apart from this.</summary>
    public KnownSecrets Copy() => new(this);

    /// <param name="value">What placeholders go by; null for the text itself.</param>
    public void Add(RedactionKind kind, string? text, string? value = null)
    {
        text = text?.Trim();
        if (text is not { Length: >= Shortest } || Vocabulary.Has(text) || (text.Length < LongestNumber && text.All(char.IsAsciiDigit)))
        {
            return;
        }

        var bytes = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
        if (_known.ContainsKey(bytes))
        {
            return;
        }

        if (bytes.Length > Longest || _known.Count == Most || !AddLength(bytes))
        {
            IsFull = true;
            return;
        }

        var known = new Known(bytes, kind, value ?? text);
        _known.Add(bytes, known);
        _sorted.Insert(LowerBound(bytes), known);
    }

    public void Find(ReadOnlySpan<char> text, List<Finding> findings)
    {
        if (_known.Count == 0)
        {
            return;
        }

        var lookup = _known.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var at = 0; at + Shortest <= text.Length; at++)
        {
            if (at > 0 && IsWord(text[at - 1]) && IsWord(text[at]))
            {
                continue;
            }

            var key = Key(text, at);
            if (!MayBegin(key) || !_lengths.TryGetValue(key, out var lengths))
            {
                continue;
            }

            foreach (var length in lengths)
            {
                var end = at + length;
                if (end <= text.Length
                    && (end == text.Length || !IsWord(text[end]) || !IsWord(text[end - 1]))
                    && lookup.TryGetValue(text[at..end], out var known))
                {
                    findings.Add(new Finding(at, end, known.Kind, known.Value));
                    at = end - 1;
                    break;
                }
            }
        }
    }

    /// <summary>Where the end of the text may be the beginning of a known text, or the text's length.</summary>
    /// <param name="from">What stands before is not looked at.</param>
    /// <param name="least">How many characters of it must be there.</param>
    public int FindBegun(ReadOnlySpan<char> text, int from, int least, out Finding finding)
    {
        finding = default;
        for (var at = Math.Max(from, text.Length - Longest); _known.Count > 0 && at <= text.Length - least; at++)
        {
            if (at > 0 && (IsWord(text[at - 1]) || text[at - 1] is '/' or '.' or '-' or '_'))
            {
                continue;
            }

            var rest = text[at..];
            if (Begun(rest) is { } known && !(rest[0] == '/' ? PublicPaths.Has(rest) : Vocabulary.Has(rest.ToString())))
            {
                finding = new Finding(at, text.Length, known.Kind, known.Value);
                return at;
            }
        }

        return text.Length;
    }

    /// <summary>One that is longer than the text and begins with it.</summary>
    private Known? Begun(ReadOnlySpan<char> text)
    {
        var place = LowerBound(text);
        if (place < _sorted.Count && _sorted[place].Text.Length == text.Length)
        {
            place++;
        }

        return place < _sorted.Count && _sorted[place].Text.AsSpan().StartsWith(text, StringComparison.OrdinalIgnoreCase) && _sorted[place].Text.Length > text.Length
            ? _sorted[place]
            : null;
    }

    private int LowerBound(ReadOnlySpan<char> text)
    {
        var (low, high) = (0, _sorted.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_sorted[middle].Text.AsSpan().CompareTo(text, StringComparison.OrdinalIgnoreCase) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>Keeps the lengths from the longest down, so that a name is found before the one that it begins with.</summary>
    private bool AddLength(string text)
    {
        var key = Key(text, 0);
        if (!_lengths.TryGetValue(key, out var lengths))
        {
            _lengths[key] = lengths = [];
        }

        var place = lengths.FindIndex(length => length <= text.Length);
        if (place >= 0 && lengths[place] == text.Length)
        {
            return true;
        }

        if (lengths.Count == MostLengths)
        {
            return false;
        }

        lengths.Insert(place < 0 ? lengths.Count : place, text.Length);
        var bit = Bit(key);
        _begins[bit / 64] |= 1UL << (bit % 64);
        return true;
    }

    private bool MayBegin(int key)
    {
        var bit = Bit(key);
        return (_begins[bit / 64] & (1UL << (bit % 64))) != 0;
    }

    private static int Bit(int key) => (int)((uint)(key * -1640531527) >> 16);

    private static int Key(ReadOnlySpan<char> text, int at) => Fold(text[at]) | (Fold(text[at + 1]) << 8) | (Fold(text[at + 2]) << 16);

    /// <summary>The upper-case form of a letter of Latin-1, as comparing without case has it.</summary>
    private static int Fold(char c) => c is (>= 'a' and <= 'z') or (>= '\u00e0' and <= '\u00fe' and not '\u00f7') ? c - 0x20 : c & 0xff;

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c >= 0x80;

    private sealed record Known(string Text, RedactionKind Kind, string Value);
}
