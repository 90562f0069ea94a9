using System.Text;

namespace Guestfs.Console;

internal enum AnsiToken
{
    /// <summary>Printable text, valid UTF-8.</summary>
    Text,

    /// <summary>Bytes that are not UTF-8.</summary>
    Invalid,

    /// <summary>One C0 control or DEL.</summary>
    Control,

    /// <summary>The parameters of a select-graphic-rendition sequence.</summary>
    Style,

    /// <summary>ESC c, which resets the terminal.</summary>
    Reset,
}

/// <summary>
/// Walks over one line as a terminal would (ECMA-48), leaving out every escape sequence but SGR and the reset. Never fails, and takes
/// time proportional to the length whatever the bytes are. A title, link or device string that the line does not end
/// loses only its introducer, so that a guest cannot hide text behind it.
/// </summary>
internal ref struct AnsiTokenizer(ReadOnlySpan<byte> bytes)
{
    private const byte Escape = 0x1b;

    private readonly ReadOnlySpan<byte> _all = bytes;
    private int _position;
    private bool _noStringEnds;

    public AnsiToken Kind { get; private set; }

    /// <summary>The bytes of the token; for a style, its parameters.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    public bool Next()
    {
        while (_position < _all.Length)
        {
            var rest = _all[_position..];
            var first = rest[0];
            if (first is >= 0x20 and < 0x7f)
            {
                var end = rest.IndexOfAnyExceptInRange((byte)0x20, (byte)0x7e);
                return Found(AnsiToken.Text, end < 0 ? rest.Length : end);
            }

            if (rest.StartsWith("\ec"u8))
            {
                return Found(AnsiToken.Reset, 2);
            }

            if (first == Escape)
            {
                if (SkipEscape(rest))
                {
                    return true;
                }
            }
            else if (first < 0x80)
            {
                return Found(AnsiToken.Control, 1);
            }
            else if (NextWide(rest))
            {
                return true;
            }
        }

        return false;
    }

    private bool Found(AnsiToken kind, int length)
    {
        Kind = kind;
        Bytes = _all.Slice(_position, length);
        _position += length;
        return true;
    }

    /// <summary>A character beyond ASCII, or an 8-bit control; false when it was left out.</summary>
    private bool NextWide(ReadOnlySpan<byte> rest)
    {
        var status = Rune.DecodeFromUtf8(rest, out var rune, out var length);
        var control = status == System.Buffers.OperationStatus.Done ? rune.Value : rest[0];
        return control is >= 0x80 and < 0xa0
            ? SkipSequence((byte)(control - 0x40), _position + (rune.Value == control ? length : 1))
            : Found(status == System.Buffers.OperationStatus.Done ? AnsiToken.Text : AnsiToken.Invalid, length);
    }

    private bool SkipEscape(ReadOnlySpan<byte> rest)
    {
        var next = rest.Length > 1 ? rest[1] : (byte)0;
        if (next is >= 0x20 and < 0x30)
        {
            var final = rest[1..].IndexOfAnyExceptInRange((byte)0x20, (byte)0x2f);
            _position += final < 0 ? rest.Length : 1 + final + (rest[1 + final] is >= 0x30 and < 0x7f ? 1 : 0);
            return false;
        }

        return SkipSequence(next, _position + (next is >= 0x30 and < 0x7f ? 2 : 1));
    }

    /// <param name="introducer">The byte after ESC that stands for the sequence.</param>
    /// <param name="body">Where the sequence goes on.</param>
    private bool SkipSequence(byte introducer, int body)
    {
        _position = body;
        switch (introducer)
        {
            case (byte)'[':
                return SkipControlSequence();
            case (byte)']' or (byte)'P' or (byte)'X' or (byte)'^' or (byte)'_':
                SkipString();
                return false;
            default:
                return false;
        }
    }

    private bool SkipControlSequence()
    {
        var rest = _all[_position..];
        var parameters = rest.IndexOfAnyExceptInRange((byte)0x30, (byte)0x3f);
        if (parameters < 0)
        {
            _position = _all.Length;
            return false;
        }

        var final = rest[parameters..].IndexOfAnyExceptInRange((byte)0x20, (byte)0x2f);
        if (final < 0)
        {
            _position = _all.Length;
            return false;
        }

        var end = parameters + final;
        var terminated = rest[end] is >= 0x40 and < 0x7f;
        _position += end + (terminated ? 1 : 0);
        if (rest[end] != 'm' || final != 0 || (parameters > 0 && rest[0] is >= (byte)'<'))
        {
            return false;
        }

        Kind = AnsiToken.Style;
        Bytes = rest[..parameters];
        return true;
    }

    private void SkipString()
    {
        if (_noStringEnds)
        {
            return;
        }

        var rest = _all[_position..];
        var end = rest.IndexOfAny("\x07\x18\x1a\x1b\n"u8);
        if (end < 0)
        {
            _noStringEnds = true;
        }
        else if (rest[end] is 0x07 or 0x18 or 0x1a)
        {
            _position += end + 1;
        }
        else if (rest[end] == Escape && end + 1 < rest.Length && rest[end + 1] == '\\')
        {
            _position += end + 2;
        }
    }
}
