using System.Buffers;
using System.Text;

namespace Guestfs.Exports;

/// <summary>
/// Keeps what a guest may do to a terminal that replays it: text, colours, cursor and erasing. Takes out what would reach beyond
/// the picture: titles, clipboard and other strings to the terminal, questions that it answers as if typed, and modes that stay on.
/// Sequences may be cut anywhere between calls.
/// </summary>
internal sealed class TerminalFilter
{
    private const int LongestSequence = 64;
    private static readonly SearchValues<char> KeptEnds = SearchValues.Create("@ABCDEFGHJKLMPSTXdfmrsu");
    private static readonly SearchValues<char> Parameters = SearchValues.Create("0123456789;:");
    private static readonly SearchValues<char> KeptEscapes = SearchValues.Create("78DEMc");
    private readonly StringBuilder _sequence = new();
    private State _state;

    private enum State
    {
        Text,
        Escape,
        Charset,
        Sequence,
        String,
        StringEscape,
    }

    public void Add(ReadOnlySpan<char> text, StringBuilder output)
    {
        foreach (var letter in text)
        {
            // A line end or a cancel ends any sequence, so that nothing can hide more than the rest of its line.
            if (letter is '\n' or '\r' or '\x18' or '\x1a')
            {
                _state = State.Text;
            }

            _state = _state switch
            {
                State.Text => Text(letter, output),
                State.Escape => Escape(letter, output),
                State.Sequence => Sequence(letter, output),
                State.String => letter is '\a' ? State.Text : letter is '\e' ? State.StringEscape : State.String,
                State.StringEscape => letter is '\\' ? State.Text : letter is '\e' ? State.StringEscape : State.String,
                _ => State.Text,
            };
        }
    }

    private static State Text(char letter, StringBuilder output)
    {
        if (letter == '\e')
        {
            return State.Escape;
        }

        if (letter is '\n' or '\r' or '\t' or '\b' or (>= ' ' and < '\x7f') or >= '\xa0')
        {
            output.Append(letter);
        }

        return State.Text;
    }

    private State Escape(char letter, StringBuilder output)
    {
        switch (letter)
        {
            case '[':
                _sequence.Clear();
                return State.Sequence;
            case ']' or 'P' or 'X' or '^' or '_':
                return State.String;
            case '(' or ')' or '*' or '+' or '#' or '%' or ' ':
                return State.Charset;
            case '\e':
                return State.Escape;
            default:
                if (KeptEscapes.Contains(letter))
                {
                    output.Append('\e').Append(letter);
                }

                return State.Text;
        }
    }

    private State Sequence(char letter, StringBuilder output)
    {
        if (letter == '\e')
        {
            return State.Escape;
        }

        _sequence.Append(letter);
        if (letter is < '@' or > '~')
        {
            return letter is >= ' ' and <= '?' && _sequence.Length < LongestSequence ? State.Sequence : State.Text;
        }

        var sequence = _sequence.ToString();
        var plain = sequence.AsSpan()[..^1].IndexOfAnyExcept(Parameters) < 0;
        if ((plain && KeptEnds.Contains(letter)) || sequence is "?25h" or "?25l" or "?7h" or "?7l")
        {
            output.Append("\e[").Append(sequence);
        }

        return State.Text;
    }
}
