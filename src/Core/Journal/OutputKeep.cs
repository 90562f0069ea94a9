namespace Guestfs.Journal;

/// <summary>How much output of one boot is kept, as of boots that run here.</summary>
public sealed record OutputKeep(long HeadBytes, long TailBytes)
{
    /// <summary>What a line weighs at least, so that a flood of empty lines is bounded too.</summary>
    public const int LeastWeight = 32;

    /// <summary>A longer line is let go even if it shaped the timeline.</summary>
    public const int MostShaping = 4096;

    public static OutputKeep Usual { get; } = new(16L << 20, 48L << 20);

    public static long Weight(OutputLine line) => Math.Max(LeastWeight, line.Raw.Length);
}
