namespace Guestfs.Imports.Logs;

/// <param name="Said">For <see cref="LineKind.Library"/>, what follows its prefix; else the whole text.</param>
/// <param name="Milliseconds">libguestfs's own clock: milliseconds since the launch, when the line carries it.</param>
/// <param name="Known">A prefix or a place in the log tells who printed the line.</param>
internal readonly record struct ClassifiedLine(LogLine Line, LineKind Kind, string Said, long? Milliseconds, bool Known);
