using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Guestfs.Imports.Logs;

/// <summary>Takes off what mails, terminals and log collectors put around a log's lines, one layer after another.</summary>
internal sealed partial class Unwrapper
{
    private const int MostLayers = 6;
    private const int Sample = 4_000;
    private const int LongestPrefix = 600;

    private static readonly SearchValues<byte> StyleDigits = SearchValues.Create("0123456789;"u8);

    private readonly Action _checkTime;
    private readonly List<string> _names = [];
    private Wrapped[] _lines;
    private long _grain;
    private bool _wallClock;

    private Unwrapper(ReadOnlyMemory<byte> bytes, Action checkTime)
    {
        _checkTime = checkTime;
        var mail = MailText.Open(bytes);
        _names.AddRange(mail.Names);
        _lines = mail.Lines;
        if (JsonLines.Open(_lines, checkTime) is { } json)
        {
            _names.Add(json.Name);
            _lines = json.Lines;
            (_grain, _wallClock) = (json.Grain, json.Grain > 0);
        }
    }

    /// <param name="checkTime">Throws when reading has taken too long.</param>
    public static LogLines Unwrap(ReadOnlyMemory<byte> bytes, Action checkTime)
    {
        var unwrapper = new Unwrapper(bytes, checkTime);
        for (var layer = 0; layer < MostLayers && unwrapper.Peel(); layer++)
        {
        }

        return unwrapper.Finish();
    }

    private LogLines Finish()
    {
        var lines = new LogLine[_lines.Length];
        for (var i = 0; i < lines.Length; i++)
        {
            if (i % 1024 == 0)
            {
                _checkTime();
            }

            var raw = PlainText.Unescape(_lines[i].Raw);
            lines[i] = new LogLine(_lines[i].Number, raw, PlainText.Of(raw.Span), _lines[i].At);
            _lines[i] = default;
        }

        return new LogLines(lines, _names, _grain, _wallClock);
    }

    /// <returns>False when nothing more is wrapped around the lines.</returns>
    private bool Peel()
    {
        var sample = _lines.Where(static line => !line.Raw.Span.Trim(" \t\r\n>"u8).IsEmpty).Take(Sample).Select(static line => line.Prefix()).ToList();
        if (sample.Count < 2)
        {
            return false;
        }

        foreach (var wrapping in Wrappings.All)
        {
            var matches = sample.Select(line => wrapping.Pattern.Match(line.Text)).Where(static match => match.Success).ToList();
            if (matches.Count > sample.Count * 0.6)
            {
                Take(wrapping, wrapping.Stamp is { } kind ? new Stamps(kind, matches.Select(static match => match.Groups["stamp"].Value)) : null);
                return true;
            }
        }

        return PeelCommon(sample.ConvertAll(static line => line.Text));
    }

    private void Take(Wrapping wrapping, Stamps? stamps)
    {
        // The finest stamps count when there are several.
        var counts = stamps is not null && (_grain == 0 || stamps.Grain < _grain);
        for (var i = 0; i < _lines.Length; i++)
        {
            if (i % 1024 == 0)
            {
                _checkTime();
            }

            var (text, skipped) = _lines[i].Prefix();
            if (wrapping.Pattern.Match(text) is { Success: true } match)
            {
                _lines[i] = _lines[i] with
                {
                    Raw = _lines[i].Raw[(skipped + match.Length)..],
                    At = counts ? stamps!.Next(match.Groups["stamp"].Value) : _lines[i].At,
                };
            }
            else if (counts)
            {
                _lines[i] = _lines[i] with { At = null };
            }
        }

        (_grain, _wallClock) = counts ? (stamps!.Grain, stamps.IsWallClock) : (_grain, _wallClock);
        _names.Add(wrapping.Name);
    }

    /// <summary>Takes off what nearly all lines begin with: indentation, or the name of whatever passed the log on.</summary>
    private bool PeelCommon(List<string> sample)
    {
        var middle = sample[sample.Count / 2];
        var length = 0;
        while (length < Math.Min(middle.Length, 80) && sample.Count(line => line.Length > length && line.AsSpan().StartsWith(middle.AsSpan(0, length + 1))) > sample.Count * 0.9)
        {
            length++;
        }

        var prefix = middle[..length];
        var space = prefix.LastIndexOf(' ');
        if (sample.Count < 20 || space < 1 || prefix.StartsWith("libguestfs:", StringComparison.Ordinal) || PrintkStart().IsMatch(prefix))
        {
            return false;
        }

        prefix = prefix[..(space + 1)];
        for (var i = 0; i < _lines.Length; i++)
        {
            var (text, skipped) = _lines[i].Prefix();
            if (text.StartsWith(prefix, StringComparison.Ordinal))
            {
                _lines[i] = _lines[i] with { Raw = _lines[i].Raw[(skipped + prefix.Length)..] };
            }
        }

        _names.Add(string.IsNullOrWhiteSpace(prefix) ? "indentation" : $"\"{new string([.. prefix.Where(static c => c is >= ' ' and <= '~')])}\"");
        return true;
    }

    [GeneratedRegex(@"^\[ {0,5}\d{0,5}", RegexOptions.None, ImportLimits.MatchMilliseconds)]
    private static partial Regex PrintkStart();

    /// <summary>A line as far as it is unwrapped.</summary>
    internal readonly record struct Wrapped(int Number, ReadOnlyMemory<byte> Raw, long? At)
    {
        /// <summary>The beginning of the line, a character a byte, and how many bytes of colours stand before it.</summary>
        public (string Text, int Skipped) Prefix()
        {
            var raw = Raw.Span;
            var skipped = 0;
            while (raw[skipped..].StartsWith("\e["u8))
            {
                var end = raw[(skipped + 2)..].IndexOfAnyExcept(StyleDigits);
                if (end < 0 || raw[skipped + 2 + end] is not ((byte)'m' or (byte)'K'))
                {
                    break;
                }

                skipped += end + 3;
            }

            raw = raw[skipped..].TrimEnd("\r\n"u8);
            return (Encoding.Latin1.GetString(raw[..Math.Min(raw.Length, LongestPrefix)]), skipped);
        }
    }
}
