using Microsoft.Extensions.Logging;

namespace Guestfs.Shares;

/// <summary>Makes, finds and ends links to badges of labels. Managing needs the id of a link, viewing its token, and neither gives the other.</summary>
public sealed partial class BadgeDesk(IBadgeStore store, TimeProvider time, ILogger<BadgeDesk> logger)
{
    /// <summary>How many links one person may have.</summary>
    public const int MostPerPerson = 100;

    private const int MostListed = 1_000;

    /// <summary>The token is told here and never again. No boot need have the label yet.</summary>
    /// <exception cref="ShareRefusedException">There is no label, it is too long, or the person has too many links. Nothing was made.</exception>
    public async Task<(LabelBadge Badge, ShareToken Token)> CreateAsync(string? label, string by, CancellationToken cancellationToken)
    {
        if (label?.Trim() is not { Length: > 0 and <= LabelBadge.MostLabel } text)
        {
            throw new ShareRefusedException($"A label of 1 to {LabelBadge.MostLabel} characters is needed, so no badge was made. It is the label that boots are started with.");
        }

        var token = ShareToken.Create();
        var badge = new LabelBadge
        {
            Id = ShortId.Create(),
            Label = text,
            CreatedBy = by,
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds()),
        };
        if (!await store.AddAsync(badge, token.Hash(), MostPerPerson, cancellationToken).ConfigureAwait(false))
        {
            throw new ShareRefusedException($"{by} has {MostPerPerson} badges already, which is the most one person may have; none was made. Revoke some that nobody needs.");
        }

        LogMade(logger, badge.Id, by);
        return (badge, token);
    }

    /// <summary>Where a token leads, revoked or not; null when nowhere.</summary>
    public async Task<LabelBadge?> OpenAsync(ShareToken token, CancellationToken cancellationToken) =>
        await store.FindByTokenAsync(token.Hash(), cancellationToken).ConfigureAwait(false) is { } found && token.Matches(found.TokenHash) ? found.Badge : null;

    public Task<IReadOnlyList<LabelBadge>> ListAsync(CancellationToken cancellationToken) => store.ListAsync(MostListed, cancellationToken);

    /// <returns>The link as it is now, or null when there is none.</returns>
    public async Task<LabelBadge?> RevokeAsync(string id, string by, CancellationToken cancellationToken)
    {
        var revoked = await store.RevokeAsync(id, by, time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        if (revoked is not null)
        {
            LogRevoked(logger, id, by);
        }

        return revoked;
    }

    [LoggerMessage(EventId = 1111, Level = LogLevel.Information, Message = "Badge {BadgeId} of a label made by {By}")]
    private static partial void LogMade(ILogger logger, string badgeId, string by);

    [LoggerMessage(EventId = 1112, Level = LogLevel.Information, Message = "Badge {BadgeId} revoked by {By}")]
    private static partial void LogRevoked(ILogger logger, string badgeId, string by);
}
