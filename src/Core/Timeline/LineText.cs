using System.Text;
using Guestfs.Console;

namespace Guestfs.Timeline;

/// <summary>The text of the line a source is at, joined from the pieces it was shown in. One per source, used again for each line.</summary>
internal sealed class LineText
{
    /// <summary>No rule looks further than this into a line; guests may print without ever ending one.</summary>
    public const int MaxLength = 64 * 1024;

    /// <summary>A line with more places where a rule could hold is not a line that rules were written for.</summary>
    public const int MaxLooks = 256;

    private const int LongestStamp = 20;

    /// <summary>How a terminal reset stands in the text, for the rule that looks for it.</summary>
    private const string Reset = "\ec";

    private readonly List<(int Start, long Offset)> _pieces = [];
    private char[] _text = new char[256];
    private int _length;
    private int _looks;
    private int _stampsRead;
    private long? _stamp;
    private bool _traced;

    public ReadOnlySpan<char> Text => _text.AsSpan(0, _length);

    /// <summary>Where the text begins after white space and the guest's time stamp.</summary>
    public int ContentStart => FindContent(Text);

    public bool IsPending => _pieces.Count > 0;

    /// <summary>Up to here the line has been looked at; no piece of it counts twice.</summary>
    public int Understood { get; set; }

    public void Add(ReadOnlySpan<byte> raw, long offset)
    {
        // A piece without text belongs to the text that follows it.
        if (_pieces.Count == 0 || _pieces[^1].Start < _length)
        {
            _pieces.Add((_length, offset));
        }

        Append(raw);
    }

    public void Clear()
    {
        _pieces.Clear();
        _length = 0;
        _looks = 0;
        _stampsRead = 0;
        _stamp = null;
        _traced = false;
        Understood = 0;
    }

    /// <summary>When the piece came that the text at a place belongs to.</summary>
    public long OffsetAt(int place)
    {
        var piece = _pieces.Count - 1;
        while (piece > 0 && _pieces[piece].Start > place)
        {
            piece--;
        }

        return _pieces[piece].Offset;
    }

    /// <summary>True when a rule for traced commands cannot hold here: a line has one trace, at its start or after a space, and the kernel prints none.</summary>
    public bool Excludes(StageRule rule, int at) =>
        rule.IsTrace && (_traced || !(at == 0 || Text[at - 1] is ' ' or '\t' or '+' or '/') || GuestTime(at) is not null);

    /// <summary>Goes on to a place where a rule could hold; false when there were too many.</summary>
    public bool GoTo(int place)
    {
        Understood = _looks++ < MaxLooks ? place : int.MaxValue;
        return Understood == place;
    }

    /// <summary>Notes that a rule holds for the text up to a place.</summary>
    public void Take(StageRule rule, int end)
    {
        Understood = rule.Stop ? int.MaxValue : end;
        _traced |= rule.IsTrace;
    }

    /// <summary>
    /// The guest's clock in nanoseconds, from the last <c>[ 1.234567]</c> before a place in the line. Places must not go back,
    /// so that a line is searched once however often this is asked.
    /// </summary>
    public long? GuestTime(int before)
    {
        while (_stampsRead < before && Text[_stampsRead..before].IndexOf(']') is >= 0 and var found)
        {
            var close = _stampsRead + found;
            var reach = Text[Math.Max(0, close - LongestStamp)..close];
            if (TryReadStamp(reach[(reach.LastIndexOf('[') + 1)..], out var nanoseconds) && reach.Contains('['))
            {
                _stamp = nanoseconds;
            }

            _stampsRead = close + 1;
        }

        _stampsRead = Math.Max(_stampsRead, before);
        return _stamp;
    }

    /// <summary>Seconds and six digits, as printk.time=1 prints them.</summary>
    private static bool TryReadStamp(ReadOnlySpan<char> stamp, out long nanoseconds)
    {
        nanoseconds = 0;
        stamp = stamp.TrimStart(' ');
        var point = stamp.IndexOf('.');
        if (point is < 1 or > 9 || stamp.Length != point + 7)
        {
            return false;
        }

        foreach (var c in stamp)
        {
            if (char.IsAsciiDigit(c))
            {
                nanoseconds = (nanoseconds * 10) + (c - '0');
            }
            else if (c != '.')
            {
                return false;
            }
        }

        nanoseconds *= 1000;
        return true;
    }

    private void Append(ReadOnlySpan<byte> raw)
    {
        raw = raw[..Math.Min(raw.Length, MaxLength - _length)].TrimEnd("\r\n"u8);
        if (_text.Length < _length + raw.Length)
        {
            Array.Resize(ref _text, Math.Max(_length + raw.Length, _text.Length * 2));
        }

        var room = _text.AsSpan(_length);
        _length += raw.ContainsAnyExceptInRange((byte)0x20, (byte)0x7e)
            ? AnsiText.CopyAscii(raw, room, resets: true)
            : Encoding.ASCII.GetChars(raw, room);
        if (raw.EndsWith("\e"u8))
        {
            // Its reset may go on in the next piece.
            _text[_length++] = Reset[0];
        }
    }

    private static int FindContent(ReadOnlySpan<char> text)
    {
        var start = text.StartsWith(Reset) ? Reset.Length : 0;
        if (text[start..].StartsWith("[") && text.IndexOf(']') is > 0 and var close && TryReadStamp(text[(start + 1)..close], out _))
        {
            start = close + 1;
        }

        var blank = text[start..].IndexOfAnyExcept(' ', '\t');
        return blank < 0 ? text.Length : start + blank;
    }
}
