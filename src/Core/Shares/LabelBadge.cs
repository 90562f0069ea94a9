namespace Guestfs.Shares;

/// <summary>A link to the badge of a label: how its last boot went, and nothing else of any boot. The link itself is not in the store.</summary>
public sealed record LabelBadge
{
    /// <summary>How long a label may be.</summary>
    public const int MostLabel = 200;

    /// <summary>Ten lower-case base32 characters, for those who manage badges. It opens nothing.</summary>
    public required string Id { get; init; }

    public required string Label { get; init; }

    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    public string? RevokedBy { get; init; }
}
