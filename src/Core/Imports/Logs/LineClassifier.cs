namespace Guestfs.Imports.Logs;

/// <summary>Tells for each line of one launch who printed it. The lines come in order.</summary>
internal sealed class LineClassifier
{
    private bool _inCommand;
    private bool _mayGoOn;
    private char? _quote;
    private bool _inSupermin;
    private LineKind _kind;

    /// <summary>True from the first thing the guest or its qemu printed on.</summary>
    public bool GuestRuns { get; private set; }

    /// <summary>qemu is over; what follows is the program's.</summary>
    public bool QemuOver { get; private set; }

    /// <summary>A qemu that is over may be followed by another.</summary>
    public void BeginLaunch()
    {
        (_inCommand, _mayGoOn, _quote) = (false, false, null);
        _inSupermin = false;
        GuestRuns = false;
        QemuOver = false;
    }

    public ClassifiedLine Add(LogLine line)
    {
        var text = line.Text;
        if (line.Continues)
        {
            return new ClassifiedLine(line, _kind, text, null, true);
        }

        var classified = Classify(line, text);
        _kind = classified.Kind;
        return classified;
    }

    private ClassifiedLine Classify(LogLine line, string text)
    {
        // Mailers break long lines of a command, which then lack the backslash that the last line alone goes without.
        _inCommand &= _quote is null || !IsKnown(text);
        if (text.Length > 0 && (_inCommand || (_mayGoOn && QemuCommandLine.GoesOn(text))))
        {
            _quote = QemuCommandLine.QuoteAfter(text, _quote);
            (_inCommand, _mayGoOn) = (text.EndsWith('\\') || _quote is not null, true);
            GuestRuns |= !_inCommand;
            return new ClassifiedLine(line, LineKind.QemuCommand, text, null, true);
        }

        _mayGoOn = false;

        if ((LineParts.Library(text) ?? (GuestRuns ? null : LineParts.Stamped(text))) is { } library)
        {
            return Library(line, library.Said, library.Milliseconds);
        }

        if (!GuestRuns && Wording.IsQemuCommand(text))
        {
            return Command(line, text, null);
        }

        var kind = KindOf(text, out var known);
        GuestRuns |= kind == LineKind.Console;
        return new ClassifiedLine(line, kind, text, null, known);
    }

    private ClassifiedLine Library(LogLine line, string said, long? milliseconds)
    {
        // Until 2014 the command followed the stamp on libguestfs's own line.
        if (Wording.IsQemuCommand(said) && !said.StartsWith("qemu ", StringComparison.Ordinal))
        {
            return Command(line, said, milliseconds);
        }

        if (Wording.IsSupermin(said) || said.Contains("supermin-helper --", StringComparison.Ordinal) || said is "run supermin" or "begin building supermin appliance")
        {
            _inSupermin = true;
        }
        else if (said.StartsWith("finished building", StringComparison.Ordinal) || said.StartsWith("begin testing", StringComparison.Ordinal))
        {
            _inSupermin = false;
        }

        // libvirt prints no command, so that all that follows is the guest's, unless libvirt refuses.
        GuestRuns |= said == "launch libvirt guest";
        QemuOver |= said.StartsWith("qemu maxrss", StringComparison.Ordinal)
            || said.StartsWith("error: could not create appliance", StringComparison.Ordinal)
            || (GuestRuns && (said.Contains("killed by signal", StringComparison.Ordinal) || said.Contains("exited with error status", StringComparison.Ordinal)));
        return new ClassifiedLine(line, LineKind.Library, said, milliseconds, true);
    }

    /// <summary>What no command goes on with, however its quotes are.</summary>
    private static bool IsKnown(string text) =>
        text.StartsWith("libguestfs:", StringComparison.Ordinal) || Wording.IsQemu(text) || Wording.IsGuest(text);

    private ClassifiedLine Command(LogLine line, string text, long? milliseconds)
    {
        _inSupermin = false;
        _quote = QemuCommandLine.QuoteAfter(text, null);
        (_inCommand, _mayGoOn) = (text.EndsWith('\\') || _quote is not null, true);
        GuestRuns = !_inCommand;
        QemuOver = false;
        return new ClassifiedLine(line, LineKind.QemuCommand, text, milliseconds, true);
    }

    private LineKind KindOf(string text, out bool known)
    {
        known = true;
        if (!GuestRuns && Wording.IsSupermin(text))
        {
            return LineKind.Supermin;
        }

        if (Wording.IsQemu(text))
        {
            return LineKind.Qemu;
        }

        if (Wording.IsProgram(text))
        {
            return LineKind.Program;
        }

        var guest = Wording.IsGuest(text);
        if (guest || (GuestRuns && !QemuOver))
        {
            known = guest || text.Length == 0 || Wording.IsGuestProgram(text);
            if (known || !Wording.IsAdvice(text))
            {
                return LineKind.Console;
            }

            known = true;
            return LineKind.Program;
        }

        known = _inSupermin || text.Length == 0 || Wording.IsHeader(text) || Wording.IsAdvice(text) || Wording.IsLaunchFailure(text);
        return _inSupermin ? LineKind.Supermin : LineKind.Program;
    }
}
