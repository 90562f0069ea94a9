using System.Buffers;
using System.Text;

namespace Guestfs.Redaction;

/// <summary>Names and texts that the journal's own facts say are private; they are found wherever they appear.</summary>
internal sealed class KnownSecrets
{
    private const int Shortest = 3;
    private const int Longest = 1024;
    private const int Most = 512;

    private readonly List<Known> _known = [];
    private readonly HashSet<string> _texts = new(StringComparer.OrdinalIgnoreCase);
    private SearchValues<string>? _search;

    public KnownSecrets()
    {
    }

    private KnownSecrets(KnownSecrets other)
    {
        _known.AddRange(other._known);
        _texts.UnionWith(other._texts);
        _search = other._search;
    }

    public int Count => _known.Count;

    /// <summary>The same, to be added to apart from this.</summary>
    public KnownSecrets Copy() => new(this);

    /// <param name="value">What placeholders go by; null for the text itself.</param>
    public void Add(RedactionKind kind, string? text, string? value = null)
    {
        text = text?.Trim();
        if (text is { Length: >= Shortest and <= Longest } && _known.Count < Most && !Vocabulary.Has(text) && !text.All(char.IsAsciiDigit))
        {
            var bytes = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
            if (_texts.Add(bytes))
            {
                _known.Add(new Known(bytes, kind, value ?? text));
                _search = null;
            }
        }
    }

    public void Find(ReadOnlySpan<char> text, List<Finding> findings)
    {
        if (_known.Count == 0)
        {
            return;
        }

        _search ??= SearchValues.Create([.. _texts], StringComparison.OrdinalIgnoreCase);
        for (var from = 0; from < text.Length;)
        {
            var found = text[from..].IndexOfAny(_search);
            if (found < 0)
            {
                return;
            }

            from += found;
            var best = Longer(text, from);
            if (best is { } known)
            {
                findings.Add(new Finding(from, from + known.Text.Length, known.Kind, known.Value));
                from += known.Text.Length;
            }
            else
            {
                from++;
            }
        }
    }

    /// <summary>Where the end of the text may be the beginning of a known text, or the text's length.</summary>
    /// <param name="from">What stands before is not looked at.</param>
    /// <param name="least">How many characters of it must be there.</param>
    public int FindBegun(ReadOnlySpan<char> text, int from, int least, out Finding finding)
    {
        finding = default;
        for (var at = Math.Max(from, text.Length - Longest); at <= text.Length - least; at++)
        {
            var rest = text[at..];
            foreach (var known in _known)
            {
                if (rest.Length < known.Text.Length
                    && (at == 0 || !(IsWord(text[at - 1]) || text[at - 1] is '/' or '.' or '-' or '_'))
                    && known.Text.AsSpan().StartsWith(rest, StringComparison.OrdinalIgnoreCase)
                    && !(rest[0] == '/' ? PublicPaths.Has(rest) : Vocabulary.Has(rest.ToString())))
                {
                    finding = new Finding(at, text.Length, known.Kind, known.Value);
                    return at;
                }
            }
        }

        return text.Length;
    }

    private Known? Longer(ReadOnlySpan<char> text, int at)
    {
        Known? best = null;
        foreach (var known in _known)
        {
            if (known.Text.Length > (best?.Text.Length ?? 0)
                && text[at..].StartsWith(known.Text, StringComparison.OrdinalIgnoreCase)
                && Stands(text, at, at + known.Text.Length))
            {
                best = known;
            }
        }

        return best;
    }

    /// <summary>A name inside a longer word is another word; a text that begins or ends with a sign stands anywhere.</summary>
    private static bool Stands(ReadOnlySpan<char> text, int start, int end) =>
        (start == 0 || !IsWord(text[start - 1]) || !IsWord(text[start]))
        && (end == text.Length || !IsWord(text[end]) || !IsWord(text[end - 1]));

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c >= 0x80;

    private sealed record Known(string Text, RedactionKind Kind, string Value);
}
