namespace Guestfs.Storage;

/// <summary>One pin; it goes with its boot.</summary>
internal sealed class PinRow
{
    public required string BootId { get; set; }

    /// <summary>Counts from 1 within the boot.</summary>
    public int Id { get; set; }

    /// <summary>Nanoseconds since the request.</summary>
    public long At { get; set; }

    /// <summary>Null for a pin on a moment.</summary>
    public long? Line { get; set; }

    public long? Sequence { get; set; }

    public required string Text { get; set; }

    public required string CreatedBy { get; set; }

    /// <summary>Milliseconds since 1970, UTC, as all times here.</summary>
    public long CreatedAt { get; set; }

    public string? ChangedBy { get; set; }

    public long? ChangedAt { get; set; }
}
