namespace Guestfs.Imports.Logs;

/// <summary>One line of a log without what was wrapped around it.</summary>
/// <param name="Number">Its place in the log as it was given, from 1.</param>
/// <param name="Raw">The bytes with their line end.</param>
/// <param name="Text">The same as plain ASCII for matching, without line end, colours and controls.</param>
/// <param name="At">The stamp that was before the line, in nanoseconds since an origin that the log's lines share; null without one.</param>
internal readonly record struct LogLine(int Number, ReadOnlyMemory<byte> Raw, string Text, long? At);

/// <summary>A log whose wrapping is off.</summary>
/// <param name="Wrappings">What was peeled off, outermost first.</param>
/// <param name="Grain">The resolution of the stamps in nanoseconds; 0 when there are none.</param>
/// <param name="IsWallClock">The stamps count from 1970 rather than from the first of them.</param>
internal sealed record LogLines(IReadOnlyList<LogLine> Lines, IReadOnlyList<string> Wrappings, long Grain, bool IsWallClock);
