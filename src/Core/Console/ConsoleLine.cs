namespace Guestfs.Console;

/// <summary>One line, or one piece of a line, as a child printed it.</summary>
/// <param name="Raw">The bytes, unedited and including the line feed. Empty where a line ends whose pieces were all handed out.</param>
/// <param name="Offset">When the first byte was read.</param>
/// <param name="Terminated">True when the line ends here, with a line feed or because a terminal reset follows; otherwise the next piece continues it.</param>
public readonly record struct ConsoleLine(ReadOnlyMemory<byte> Raw, long Offset, bool Terminated);
