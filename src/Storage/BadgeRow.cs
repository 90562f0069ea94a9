namespace Guestfs.Storage;

/// <summary>One link to the badge of a label.</summary>
internal sealed class BadgeRow
{
    public required string Id { get; set; }

    /// <summary>SHA-256 of the token. The token itself is nowhere.</summary>
    public required byte[] TokenHash { get; set; }

    public required string Label { get; set; }

    public required string CreatedBy { get; set; }

    /// <summary>Milliseconds since 1970, UTC, as all times here.</summary>
    public long CreatedAt { get; set; }

    public long? RevokedAt { get; set; }

    public string? RevokedBy { get; set; }
}
