namespace Guestfs.Shares;

/// <summary>Where links to badges are kept.</summary>
public interface IBadgeStore
{
    /// <summary>Stores a new link unless its maker has <paramref name="most"/> that are not revoked.</summary>
    /// <returns>False when the limit is reached; nothing was stored.</returns>
    Task<bool> AddAsync(LabelBadge badge, byte[] tokenHash, int most, CancellationToken cancellationToken);

    /// <summary>The link whose token has this hash, with the hash as it is stored.</summary>
    Task<(LabelBadge Badge, byte[] TokenHash)?> FindByTokenAsync(byte[] tokenHash, CancellationToken cancellationToken);

    /// <summary>Those that are not revoked, newest first, at most <paramref name="most"/>.</summary>
    Task<IReadOnlyList<LabelBadge>> ListAsync(int most, CancellationToken cancellationToken);

    /// <summary>Ends a link for good; one that is ended stays as it is.</summary>
    /// <returns>The link as it is stored now, or null when there is none.</returns>
    Task<LabelBadge?> RevokeAsync(string id, string by, DateTimeOffset at, CancellationToken cancellationToken);
}
