namespace Guestfs.Imports.Logs;

/// <param name="Said">For <see cref="LineKind.Library"/>, what follows its prefix; else the whole text.</param>
/// <param name="Milliseconds">libguestfs's own clock: milliseconds since the launch, when the line carries it.</param>
/// <param name="Known">A prefix or a place in the log tells who printed the line.</param>
internal readonly record struct ClassifiedLine(LogLine Line, LineKind Kind, string Said, long? Milliseconds, bool Known)
{
    private const byte KnownMark = 0x80;

    /// <summary>What was found out about the line, small enough to be kept for each of millions.</summary>
    public byte Mark => (byte)((int)Kind | (Known ? KnownMark : 0));

    /// <summary>The line with what was found out about it before.</summary>
    public static ClassifiedLine Of(LogLine line, byte mark)
    {
        var kind = (LineKind)(mark & ~KnownMark);
        var library = kind is LineKind.Library or LineKind.QemuCommand ? LineParts.Library(line.Text) ?? LineParts.Stamped(line.Text) : null;
        return new ClassifiedLine(line, kind, library?.Said ?? line.Text, library?.Milliseconds, (mark & KnownMark) != 0);
    }
}
