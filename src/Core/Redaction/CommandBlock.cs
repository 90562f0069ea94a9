namespace Guestfs.Redaction;

/// <summary>
/// Knows, line by line, whether a command line goes on: qemu's with one argument on a line, a domain of libvirt's, the lists that the
/// kernel prints before it runs /init. Looks at a line as often as it grows, and goes on to the next when it is whole.
/// </summary>
internal sealed class CommandBlock(RedactionChoices choices)
{
    /// <summary>No command is longer; what looks like more is another thing.</summary>
    private const int MostLines = 4096;

    /// <summary>Lines that a quote may stay open over; one that was cut off ends here.</summary>
    private const int MostBroken = 64;

    private bool _command;
    private bool _domain;
    private bool _list;
    private bool _stamped;
    private int _lines;
    private int _broken;
    private char? _quote;

    /// <summary>True when the line is one that no reader may see.</summary>
    public bool Holds(ReadOnlySpan<char> text) =>
        (!choices.CommandLine && (_command || _domain)) || (_list && (!choices.CommandLine || !choices.Environment) && IsListed(text));

    /// <summary>The line is whole; the next begins.</summary>
    public void End(ReadOnlySpan<char> text)
    {
        if (choices.CommandLine && choices.Environment)
        {
            return;
        }

        EndCommand(text);
        EndDomain(text);
        _list = IsHead(text) || (_list && IsListed(text));
        _stamped = IsHead(text) ? text.Contains("]   with ", StringComparison.Ordinal) : _stamped;
        _lines = _command || _domain ? _lines + 1 : 0;
        if (_lines > MostLines)
        {
            _command = _domain = false;
        }
    }

    private void EndCommand(ReadOnlySpan<char> text)
    {
        var goesOn = CommandLineScan.GoesOn(text);
        if (!_command && !goesOn)
        {
            return;
        }

        if (text.Trim().IsEmpty)
        {
            return;
        }

        foreach (var c in text)
        {
            _quote = _quote is null ? c is '"' or '\'' ? c : null : c == _quote ? null : _quote;
        }

        // In JSON every line has quotes around it, and each goes on by its backslash.
        _quote = goesOn ? null : _quote;
        var isBroken = !goesOn && (_quote is not null || (text.Length is >= 60 and <= 140 && !text.Contains("-append", StringComparison.Ordinal) && _broken == 0));
        _broken = isBroken ? _broken + 1 : goesOn ? 0 : _broken;
        _command = goesOn || (isBroken && _broken < MostBroken);
        if (!_command)
        {
            _quote = null;
            _broken = 0;
        }
    }

    private void EndDomain(ReadOnlySpan<char> text)
    {
        var begins = text.LastIndexOf("<domain");
        var ends = text.LastIndexOf("</domain>");
        _domain = ends > begins ? false : begins >= 0 || _domain;
    }

    /// <summary>Such a line has four blanks, after the kernel's stamp if its head had one; the second list's head stands between.</summary>
    private bool IsListed(ReadOnlySpan<char> text) => (_stamped ? text.Contains("]     ", StringComparison.Ordinal) : text.StartsWith("    ")) || IsHead(text);

    private static bool IsHead(ReadOnlySpan<char> text)
    {
        var line = text.TrimEnd(" \t\r\n\",'");
        return line.EndsWith("with arguments:") || line.EndsWith("with environment:");
    }
}
