namespace Guestfs.Imports;

/// <summary>Nothing of a boot was found. The text is given back, so that its owner can look at it.</summary>
public sealed class UnrecognisedException(string message, IReadOnlyList<string> lookedFor, IReadOnlyList<string> firstLines, long lines) : ImportException(message)
{
    /// <summary>How many of the first lines are given back.</summary>
    public const int MostLines = 40;

    public IReadOnlyList<string> LookedFor { get; } = lookedFor;

    public IReadOnlyList<string> FirstLines { get; } = firstLines;

    public long Lines { get; } = lines;
}
