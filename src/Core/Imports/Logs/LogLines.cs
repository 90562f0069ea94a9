namespace Guestfs.Imports.Logs;

/// <summary>A log whose wrapping comes off as it is read.</summary>
/// <param name="Lines">To be read once.</param>
/// <param name="Wrappings">What is peeled off, outermost first.</param>
/// <param name="Grain">The resolution of the stamps in nanoseconds; 0 when there are none.</param>
/// <param name="IsWallClock">The stamps count from 1970 rather than from the first of them.</param>
internal sealed record LogLines(IEnumerable<LogLine> Lines, IReadOnlyList<string> Wrappings, long Grain, bool IsWallClock);
