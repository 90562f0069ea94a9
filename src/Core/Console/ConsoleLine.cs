namespace Guestfs.Console;

/// <summary>One line, or one piece of a line, as a child printed it.</summary>
/// <param name="Raw">The bytes, unedited and including the line feed.</param>
/// <param name="Offset">When the first byte was read.</param>
/// <param name="Terminated">True when <paramref name="Raw"/> ends with a line feed; otherwise the next piece continues this line.</param>
public readonly record struct ConsoleLine(ReadOnlyMemory<byte> Raw, long Offset, bool Terminated);
