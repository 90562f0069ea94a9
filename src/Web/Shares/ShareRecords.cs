using Guestfs.Boots.Retention;
using Guestfs.Shares;

namespace Guestfs.Web.Shares;

/// <summary>Tells shares with what only others know of them: who watches, and what retention does with their boots.</summary>
public sealed class ShareRecords(ShareAudience audience, RetentionDesk retention, TimeProvider time)
{
    public async Task<ShareRecord> OfAsync(Share share, CancellationToken cancellationToken) => (await OfAsync([share], cancellationToken))[0];

    public async Task<IReadOnlyList<ShareRecord>> OfAsync(IReadOnlyList<Share> shares, CancellationToken cancellationToken)
    {
        var boots = await retention.OfAsync([.. shares.Select(static share => share.BootId).Distinct()], cancellationToken);
        var now = time.GetUtcNow();
        return [.. shares.Select(share => ShareRecord.Of(share, audience.Count(share.Id), boots.GetValueOrDefault(share.BootId), now))];
    }
}
