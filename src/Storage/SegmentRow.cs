namespace Guestfs.Storage;

/// <summary>Consecutive entries of one journal. The sequences include those a dropped-output marker stands for.</summary>
internal sealed class SegmentRow
{
    public required string BootId { get; set; }

    public long FirstSequence { get; set; }

    public long LastSequence { get; set; }

    /// <summary>The payload's length in bytes once decompressed.</summary>
    public int Size { get; set; }

    public required byte[] Payload { get; set; }
}
