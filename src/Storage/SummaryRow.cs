namespace Guestfs.Storage;

/// <summary>A boot's whole summary, kept apart so that scans of boots do not read it.</summary>
internal sealed class SummaryRow
{
    public required string BootId { get; set; }

    public required byte[] Json { get; set; }
}
