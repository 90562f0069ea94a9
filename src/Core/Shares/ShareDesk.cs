using Microsoft.Extensions.Logging;

namespace Guestfs.Shares;

/// <summary>
/// Makes, finds, changes and ends shares. Managing needs the id of a share, viewing needs its token, and neither gives the other.
/// Those who view are told at once when a share ends.
/// </summary>
public sealed partial class ShareDesk(IShareStore store, TimeProvider time, ILogger<ShareDesk> logger) : IDisposable
{
    /// <summary>How many live shares one person may have.</summary>
    public const int MostPerPerson = 1_000;


    private readonly OpenShares _open = new(time, logger);

    /// <summary>Makes a share of a boot, which the caller has found to exist. The token is told here and never again.</summary>
    /// <exception cref="ShareRefusedException">A text is too long, or the person has too many live shares. Nothing was made.</exception>
    public async Task<(Share Share, ShareToken Token)> CreateAsync(string bootId, ShareDraft draft, string by, CancellationToken cancellationToken)
    {
        // To the millisecond, as it is kept.
        var now = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
        var token = ShareToken.Create();
        var share = new Share
        {
            Id = ShortId.Create(),
            BootId = bootId,
            Title = Text("title", draft.Title, ShareDraft.MostTitle),
            Note = Text("note", draft.Note, ShareDraft.MostNote),
            CreatedBy = by,
            CreatedAt = now,
            ExpiresAt = draft.Expiry.From(now),
            Contents = draft.Contents,
        };
        if (!await store.AddAsync(share, token.Hash(), MostPerPerson, cancellationToken).ConfigureAwait(false))
        {
            throw new ShareRefusedException(
                $"{by} has {MostPerPerson} live shares already, which is the most one person may have; no link was made. Revoke some that nobody needs, then share again.");
        }

        LogMade(logger, share.Id, bootId, by, share.ExpiresAt);
        return (share, token);
    }

    public Task<Share?> FindAsync(string id, CancellationToken cancellationToken) => store.FindAsync(id, cancellationToken);

    public Task<SharePage> ListAsync(ShareQuery query, CancellationToken cancellationToken) => store.ListAsync(query, cancellationToken);

    /// <summary>Where a token leads. Malformed text never reaches this: see <see cref="ShareToken.Parse"/>.</summary>
    public async Task<ShareDoor> OpenAsync(ShareToken token, CancellationToken cancellationToken)
    {
        if (await store.FindByTokenAsync(token.Hash(), cancellationToken).ConfigureAwait(false) is not { } found || !token.Matches(found.TokenHash))
        {
            return new ShareDoor(null, null);
        }

        var id = found.Share.Id;
        var ended = _open.Enter(id);
        var visit = new ShareVisit(found.Share, () => _open.Leave(id, ended), ended);
        try
        {
            // Read again after the signal is there: an ending since is seen here, a later one by the signal.
            var share = await store.FindAsync(id, cancellationToken).ConfigureAwait(false) ?? found.Share;
            if (share.StateAt(time.GetUtcNow()) != ShareState.Live)
            {
                visit.Dispose();
                return new ShareDoor(share, null);
            }

            _open.Arm(id, share.ExpiresAt);
            return new ShareDoor(share, visit);
        }
        catch
        {
            visit.Dispose();
            throw;
        }
    }

    public Task CountViewAsync(Share share, CancellationToken cancellationToken) => store.CountViewAsync(share.Id, time.GetUtcNow(), cancellationToken);

    /// <summary>Changes texts, expiry and what is shown. A revoked share stays as it is; an expired one lives again when it gets a new expiry.</summary>
    /// <returns>The share as it is now, or null when there is none.</returns>
    /// <exception cref="ShareRefusedException">A text is too long, or the share is revoked or its boot removed. Nothing was changed.</exception>
    public async Task<Share?> ChangeAsync(string id, ShareChange change, string by, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var title = Text("title", change.Title, ShareDraft.MostTitle);
        var note = Text("note", change.Note, ShareDraft.MostNote);
        var changed = await store.ChangeAsync(
            id,
            share => (share.RevokedAt ?? share.BootRemovedAt) is { } at
                ? throw new ShareRefusedException(share.RevokedAt is null
                    ? $"The boot of this share was removed on {at.UtcDateTime:yyyy-MM-dd HH:mm} UTC; nothing was changed, and the link goes on saying so."
                    : $"This share was revoked on {at.UtcDateTime:yyyy-MM-dd HH:mm} UTC and stays so; nothing was changed. Make a new one.")
                : share with
                {
                    Title = change.Title is null ? share.Title : title,
                    Note = change.Note is null ? share.Note : note,
                    ExpiresAt = change.Expiry is { } expiry ? expiry.From(now) : share.ExpiresAt,
                    Contents = change.Contents ?? share.Contents,
                },
            cancellationToken).ConfigureAwait(false);
        if (changed is not null)
        {
            if (change.Contents is null)
            {
                _open.Arm(id, changed.ExpiresAt);
            }
            else
            {
                _open.End(id);
            }

            LogChanged(logger, id, by, changed.ExpiresAt);
        }

        return changed;
    }

    /// <summary>Ends a share for good; whoever views it is cut off at once. Revoking again changes nothing.</summary>
    /// <returns>The share as it is now, or null when there is none.</returns>
    public async Task<Share?> RevokeAsync(string id, string by, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var revoked = await store.ChangeAsync(
            id,
            share => share.RevokedAt is null ? share with { RevokedAt = now, RevokedBy = by } : share,
            cancellationToken).ConfigureAwait(false);
        if (revoked is not null)
        {
            _open.End(id);
            LogRevoked(logger, id, by);
        }

        return revoked;
    }

    /// <summary>Ends every look at these shares, which are over in the store already.</summary>
    public void EndLooks(IEnumerable<string> ids)
    {
        foreach (var id in ids)
        {
            _open.End(id);
        }
    }

    public void Dispose() => _open.Dispose();

    private static string? Text(string name, string? text, int most) => text?.Trim() switch
    {
        null or "" => null,
        { } given when given.Length > most => throw new ShareRefusedException($"The {name} has {given.Length} characters; up to {most} are kept, so nothing was changed. Shorten it."),
        { } given => given,
    };

    [LoggerMessage(EventId = 1101, Level = LogLevel.Information, Message = "Share {ShareId} of boot {BootId} made by {By}, expires {ExpiresAt:u}")]
    private static partial void LogMade(ILogger logger, string shareId, string bootId, string by, DateTimeOffset? expiresAt);

    [LoggerMessage(EventId = 1102, Level = LogLevel.Information, Message = "Share {ShareId} changed by {By}, expires {ExpiresAt:u}")]
    private static partial void LogChanged(ILogger logger, string shareId, string by, DateTimeOffset? expiresAt);

    [LoggerMessage(EventId = 1103, Level = LogLevel.Information, Message = "Share {ShareId} revoked by {By}")]
    private static partial void LogRevoked(ILogger logger, string shareId, string by);
}
