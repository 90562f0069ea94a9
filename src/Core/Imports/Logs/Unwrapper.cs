using System.Buffers;
using System.Text.RegularExpressions;

namespace Guestfs.Imports.Logs;

/// <summary>
/// Takes off what terminals and log collectors put around a log's lines, one layer after another. The layers are found in the
/// beginning of the log and taken off line by line.
/// </summary>
internal sealed class Unwrapper
{
    private const int MostLayers = 6;
    private const int Sample = 4_000;
    private const int SampleBytes = 2 << 20;

    /// <summary>With the blank ones, as each takes memory.</summary>
    private const int SampleLines = 20_000;

    /// <summary>Loggers that name a file put its path before each line.</summary>
    private const int LongestCommon = 400;

    /// <summary>No two of libguestfs's lines begin with as many same characters by chance.</summary>
    private const int LongCommon = 40;

    /// <summary>What the lines themselves begin with, however many of them have it.</summary>
    private static readonly SearchValues<string> OwnNames = SearchValues.Create(["libguestfs: ", "supermin: ", "guestfsd: "], StringComparison.Ordinal);

    private static readonly Regex PrintkStart = new(@"^\[ *(?:\d|$)", Wording.Linear);

    private readonly List<Layer> _layers = [];
    private readonly List<string> _names = [];
    private readonly List<Wrapped> _sample;
    private long _grain;
    private bool _wallClock;

    private Unwrapper(List<Wrapped> sample, IEnumerable<string> names)
    {
        _sample = sample;
        _names.AddRange(names);
        if (JsonLines.KindOf(sample) is var (name, grain))
        {
            _names.Add(name);
            (_grain, _wallClock) = (grain, true);
            Add(static () => new Layer.Json());
        }
    }

    /// <param name="pieces">The text in pieces; one that does not end with a line feed goes on in the next.</param>
    /// <param name="firstNumber">The number of the first line.</param>
    /// <param name="names">What was taken off already.</param>
    public static LogLines Unwrap(IEnumerable<ReadOnlyMemory<byte>> pieces, int firstNumber, IEnumerable<string> names)
    {
        var lines = Number(pieces, firstNumber).GetEnumerator();
        var (sample, bytes, filled) = (new List<Wrapped>(), 0L, 0);
        while (filled < Sample && sample.Count < SampleLines && bytes < SampleBytes && lines.MoveNext())
        {
            sample.Add(lines.Current);
            bytes += lines.Current.Raw.Length;
            filled += lines.Current.IsBlank ? 0 : 1;
        }

        var unwrapper = new Unwrapper([.. sample], names);
        for (var layer = 0; layer < MostLayers && unwrapper.Find(); layer++)
        {
        }

        return new LogLines(unwrapper.Peel(sample, lines), unwrapper._names, unwrapper._grain, unwrapper._wallClock);
    }

    private static IEnumerable<Wrapped> Number(IEnumerable<ReadOnlyMemory<byte>> pieces, int number)
    {
        var (continues, escaped) = (false, default(EscapedLines));
        foreach (var piece in pieces)
        {
            escaped = continues ? escaped : EscapedLines.AreIn(piece.Span) ? new EscapedLines() : null;
            if (escaped is null)
            {
                yield return new Wrapped(number, piece, null, continues);
            }
            else
            {
                foreach (var (raw, goesOn) in escaped.Split(piece))
                {
                    yield return new Wrapped(number, raw, null, goesOn);
                }
            }

            continues = piece.Span is not [.., (byte)'\n'];
            number += continues ? 0 : 1;
        }

        if (escaped?.Rest() is { } last)
        {
            yield return new Wrapped(number, last.Raw, null, last.Continues);
        }
    }

    private IEnumerable<LogLine> Peel(List<Wrapped> sample, IEnumerator<Wrapped> rest)
    {
        long? at = null;
        foreach (var line in sample)
        {
            yield return Peel(line, ref at);
        }

        sample.Clear();
        using (rest)
        {
            while (rest.MoveNext())
            {
                yield return Peel(rest.Current, ref at);
            }
        }
    }

    /// <param name="at">The stamp of the line that this may continue.</param>
    private LogLine Peel(Wrapped line, ref long? at)
    {
        if (line.Continues)
        {
            line = line with { At = at };
        }
        else
        {
            foreach (var layer in _layers)
            {
                line = layer.Peel(line);
            }

            at = line.At;
        }

        var raw = PlainText.Unescape(line.Raw);
        return new LogLine(line.Number, raw, PlainText.Of(raw.Span), line.At, line.Continues);
    }

    /// <returns>False when nothing more is wrapped around the lines.</returns>
    private bool Find()
    {
        var sample = _sample.Where(static line => !line.IsBlank && !line.Continues).Select(static line => line.Prefix().Text).ToList();
        if (sample.Count < 2)
        {
            return false;
        }

        foreach (var wrapping in Wrappings.All)
        {
            var matches = sample.Select(line => wrapping.Pattern.Match(line)).Where(static match => match.Success).ToList();
            if (matches.Count > sample.Count * 0.6)
            {
                Take(wrapping, [.. matches.Select(static match => match.Groups["stamp"].Value)]);
                return true;
            }
        }

        return FindCommon(sample);
    }

    private void Take(Wrapping wrapping, IReadOnlyList<string> stamps)
    {
        _names.Add(wrapping.Name);
        if (wrapping.Stamp is { } kind && new Stamps(kind, stamps) is var found && (_grain == 0 || found.Grain < _grain))
        {
            // The finest stamps count when there are several.
            (_grain, _wallClock) = (found.Grain, found.IsWallClock);
            Add(() => new Layer.Known(wrapping, new Stamps(kind, stamps)));
        }
        else
        {
            Add(() => new Layer.Known(wrapping, null));
        }
    }

    /// <summary>Takes off what nearly all lines begin with: indentation, or the name of whatever passed the log on.</summary>
    private bool FindCommon(List<string> sample)
    {
        var middle = sample[sample.Count / 2];
        var length = 0;
        while (length < Math.Min(middle.Length, LongestCommon) && sample.Count(line => line.Length > length && line.AsSpan().StartsWith(middle.AsSpan(0, length + 1))) > sample.Count * 0.9)
        {
            length++;
        }

        // Indentation is told by few lines, as of a report that quotes some; what else lines have in common needs many.
        var prefix = middle[..length];
        var own = prefix.AsSpan().IndexOfAny(OwnNames);
        prefix = own > 0 ? prefix[..own] : prefix;
        var indentation = prefix.Length - prefix.TrimStart().Length;
        prefix = indentation > 1 ? prefix[..indentation] : prefix[..(prefix.AsSpan().LastIndexOfAny(' ', '\t') + 1)];
        if (sample.Count < (indentation > 1 || prefix.Length > LongCommon ? 3 : 20) || prefix.Length < 2 || IsOfLog(middle) || PrintkStart.IsMatch(prefix))
        {
            return false;
        }

        _names.Add(indentation > 1 ? "indentation" : $"\"{new string([.. prefix.Where(static c => c is >= ' ' and <= '~')])}\"");
        Add(() => new Layer.Common(prefix));
        return true;
    }

    /// <summary>What a line begins with whose wrapping is off already.</summary>
    private static bool IsOfLog(string line) =>
        line.StartsWith("libguestfs:", StringComparison.Ordinal) || Wording.IsUserSpace(line) || Wording.IsSupermin(line);

    /// <summary>One for the sample, whose remaining wrapping is looked for next, and one for the log.</summary>
    private void Add(Func<Layer> make)
    {
        _layers.Add(make());
        var layer = make();
        for (var i = 0; i < _sample.Count; i++)
        {
            _sample[i] = _sample[i].Continues ? _sample[i] : layer.Peel(_sample[i]);
        }
    }
}
