namespace Guestfs.Shares;

/// <summary>Where shares are kept. They outlive their boots, so that a link can always say what became of it.</summary>
public interface IShareStore
{
    /// <summary>Stores a new share unless its maker has <paramref name="most"/> live ones at its making already.</summary>
    /// <returns>False when the limit is reached; nothing was stored.</returns>
    Task<bool> AddAsync(Share share, byte[] tokenHash, int most, CancellationToken cancellationToken);

    Task<Share?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>The share whose token has this hash, with the hash as it is stored.</summary>
    Task<StoredShare?> FindByTokenAsync(byte[] tokenHash, CancellationToken cancellationToken);

    Task<SharePage> ListAsync(ShareQuery query, CancellationToken cancellationToken);

    /// <summary>Replaces title, note, expiry, contents and revocation of a share by what <paramref name="change"/> makes of them; nobody else changes it meanwhile. What it throws leaves the share as it was.</summary>
    /// <returns>The share as it is stored now, or null when there is none.</returns>
    Task<Share?> ChangeAsync(string id, Func<Share, Share> change, CancellationToken cancellationToken);

    /// <summary>Counts one view.</summary>
    Task CountViewAsync(string id, DateTimeOffset at, CancellationToken cancellationToken);
}

public sealed record StoredShare(Share Share, byte[] TokenHash);

/// <summary>Which shares a list shows, newest first. Null matches all.</summary>
public sealed record ShareQuery
{
    public string? BootId { get; init; }

    /// <summary>When set, only shares that are neither revoked nor, at this instant, expired, and whose boot is there.</summary>
    public DateTimeOffset? LiveAt { get; init; }

    /// <summary>Counts from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>At most 200.</summary>
    public int PageSize { get; init; } = 50;
}

/// <param name="Total">The number of shares that match, over all pages.</param>
public sealed record SharePage(IReadOnlyList<Share> Shares, int Total);
