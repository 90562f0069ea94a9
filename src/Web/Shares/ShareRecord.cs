using Guestfs.Shares;

namespace Guestfs.Web.Shares;

/// <summary>A share as the API and the list tell it to those who manage it.</summary>
/// <param name="Viewers">How many watch it now.</param>
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
    string? RevokedBy)
{
    public static ShareRecord Of(Share share, ShareAudience audience, DateTimeOffset now) => new(
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
        audience.Count(share.Id),
        share.RevokedAt,
        share.RevokedBy);
}

/// <param name="Url">The link. It is told here only: afterwards nobody can read it out of the server.</param>
public sealed record MadeShare(string Url, ShareRecord Share);

/// <param name="Total">The number of shares that match, over all pages.</param>
public sealed record ShareRecordPage(IReadOnlyList<ShareRecord> Shares, int Total);
