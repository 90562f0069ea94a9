namespace Guestfs.Storage;

/// <summary>One share. It names its boot without referring to the boot's row: what a link says outlives the boot.</summary>
internal sealed class ShareRow
{
    public required string Id { get; set; }

    /// <summary>SHA-256 of the token. The token itself is nowhere.</summary>
    public required byte[] TokenHash { get; set; }

    public required string BootId { get; set; }

    public required string CreatedBy { get; set; }

    /// <summary>Milliseconds since 1970, UTC, as all times here.</summary>
    public long CreatedAt { get; set; }

    /// <summary>Null never expires.</summary>
    public long? ExpiresAt { get; set; }

    public long? RevokedAt { get; set; }

    public string? RevokedBy { get; set; }

    /// <summary>When the boot was removed; null while there is one.</summary>
    public long? BootRemovedAt { get; set; }

    /// <summary>Who removed the boot; null is retention.</summary>
    public string? BootRemovedBy { get; set; }

    public long Views { get; set; }

    public long? LastViewedAt { get; set; }

    public string? Title { get; set; }

    public string? Note { get; set; }

    /// <summary>The choices as JSON. A choice that a later version adds reads as its default.</summary>
    public required byte[] Contents { get; set; }
}
