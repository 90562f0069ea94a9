namespace Guestfs.Shares;

/// <summary>A link to one boot and what is known about it. It does not hold the link itself: nobody can read that out of the store.</summary>
public sealed record Share
{
    /// <summary>Ten lower-case base32 characters, for those who manage shares. It opens nothing.</summary>
    public required string Id { get; init; }

    public required string BootId { get; init; }

    public string? Title { get; init; }

    public string? Note { get; init; }

    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null never expires.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public ShareContents Contents { get; init; } = new();

    /// <summary>How often the page was opened.</summary>
    public long Views { get; init; }

    public DateTimeOffset? LastViewedAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    public string? RevokedBy { get; init; }

    /// <summary>When its boot was removed; null while there is one.</summary>
    public DateTimeOffset? BootRemovedAt { get; init; }

    /// <summary>Who removed its boot; null is retention.</summary>
    public string? BootRemovedBy { get; init; }

    public ShareState StateAt(DateTimeOffset now) =>
        RevokedAt is not null ? ShareState.Revoked
        : BootRemovedAt is not null ? ShareState.Removed
        : ExpiresAt is { } end && now >= end ? ShareState.Expired
        : ShareState.Live;
}

public enum ShareState
{
    Live,

    /// <summary>Its time is over; it can be renewed, and then the same link works again.</summary>
    Expired,

    /// <summary>Ended by a person, for good.</summary>
    Revoked,

    /// <summary>Its boot was removed, so it shows nothing more, for good.</summary>
    Removed,
}
