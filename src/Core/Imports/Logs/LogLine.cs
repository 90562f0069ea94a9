namespace Guestfs.Imports.Logs;

/// <summary>One line of a log without what was wrapped around it, or a piece of one that is very long.</summary>
/// <param name="Number">Its place in the log as it was given, from 1.</param>
/// <param name="Raw">The bytes with their line end; at most <see cref="TextPieces.MostBytes"/>.</param>
/// <param name="Text">The same as plain ASCII for matching, without line end, colours and controls.</param>
/// <param name="At">The stamp that was before the line, in nanoseconds since an origin that the log's lines share; null without one.</param>
/// <param name="Continues">This goes on with the line of the piece before.</param>
internal readonly record struct LogLine(int Number, ReadOnlyMemory<byte> Raw, string Text, long? At, bool Continues);
