using Guestfs.Boots.Retention;
using Guestfs.Shares;

namespace Guestfs.Web.Shares;

/// <summary>A share as the API and the list tell it to those who manage it.</summary>
/// <param name="Viewers">How many watch it now.</param>
/// <param name="BootRemovedBy">Who removed its boot; null is retention.</param>
/// <param name="EndsWithBootAt">When retention removes its boot, where that is before the share's own end.</param>
public sealed record ShareRecord(
    string Id,
    string BootId,
    string? Title,
    string? Note,
    string CreatedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    ShareState State,
    ShareContents Contents,
    long Views,
    DateTimeOffset? LastViewedAt,
    int Viewers,
    DateTimeOffset? RevokedAt,
    string? RevokedBy,
    DateTimeOffset? BootRemovedAt,
    string? BootRemovedBy,
    DateTimeOffset? EndsWithBootAt)
{
    public static ShareRecord Of(Share share, int viewers, BootRetention? boot, DateTimeOffset now) => new(
        share.Id,
        share.BootId,
        share.Title,
        share.Note,
        share.CreatedBy,
        share.CreatedAt,
        share.ExpiresAt,
        share.StateAt(now),
        share.Contents,
        share.Views,
        share.LastViewedAt,
        viewers,
        share.RevokedAt,
        share.RevokedBy,
        share.BootRemovedAt,
        share.BootRemovedBy,
        EndOf(share, boot));

    /// <summary>When retention ends a share by removing its boot; null when that is not known or the share ends before.</summary>
    public static DateTimeOffset? EndOf(Share share, BootRetention? boot) =>
        share.RevokedAt is null && share.BootRemovedAt is null && boot?.RemoveAt is { } end && (share.ExpiresAt is null || end < share.ExpiresAt) ? end : null;
}

/// <param name="Url">The link. It is told here only: afterwards nobody can read it out of the server.</param>
public sealed record MadeShare(string Url, ShareRecord Share);

/// <param name="Total">The number of shares that match, over all pages.</param>
public sealed record ShareRecordPage(IReadOnlyList<ShareRecord> Shares, int Total);
