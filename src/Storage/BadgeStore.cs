using Guestfs.Shares;
using Microsoft.EntityFrameworkCore;

namespace Guestfs.Storage;

/// <summary>Links to badges in a relational database.</summary>
internal sealed class BadgeStore(DatabaseTransactions transactions) : IBadgeStore
{
    public async Task<bool> AddAsync(LabelBadge badge, byte[] tokenHash, int most, CancellationToken cancellationToken)
    {
        var added = false;
        await transactions.WriteAsync(
            async context =>
            {
                added = await context.Badges.CountAsync(row => row.CreatedBy == badge.CreatedBy && row.RevokedAt == null, cancellationToken).ConfigureAwait(false) < most;
                if (added)
                {
                    context.Badges.Add(new BadgeRow
                    {
                        Id = badge.Id,
                        TokenHash = tokenHash,
                        Label = badge.Label,
                        CreatedBy = badge.CreatedBy,
                        CreatedAt = badge.CreatedAt.ToUnixTimeMilliseconds(),
                    });
                }
            },
            cancellationToken).ConfigureAwait(false);
        return added;
    }

    public Task<(LabelBadge Badge, byte[] TokenHash)?> FindByTokenAsync(byte[] tokenHash, CancellationToken cancellationToken) =>
        transactions.ReadAsync<(LabelBadge, byte[])?>(
            async context => await context.Badges.AsNoTracking().SingleOrDefaultAsync(row => row.TokenHash == tokenHash, cancellationToken).ConfigureAwait(false) is { } row
                ? (Read(row), row.TokenHash)
                : null,
            cancellationToken);

    public Task<IReadOnlyList<LabelBadge>> ListAsync(int most, CancellationToken cancellationToken) => transactions.ReadAsync<IReadOnlyList<LabelBadge>>(
        async context =>
        {
            var rows = await context.Badges.AsNoTracking().Where(static row => row.RevokedAt == null)
                .OrderByDescending(static row => row.CreatedAt).ThenByDescending(static row => row.Id).Take(most)
                .ToListAsync(cancellationToken).ConfigureAwait(false);
            return [.. rows.Select(Read)];
        },
        cancellationToken);

    public async Task<LabelBadge?> RevokeAsync(string id, string by, DateTimeOffset at, CancellationToken cancellationToken)
    {
        LabelBadge? revoked = null;
        await transactions.WriteAsync(
            async context =>
            {
                if (await context.Badges.SingleOrDefaultAsync(row => row.Id == id, cancellationToken).ConfigureAwait(false) is { } row)
                {
                    if (row.RevokedAt is null)
                    {
                        (row.RevokedAt, row.RevokedBy) = (at.ToUnixTimeMilliseconds(), by);
                    }

                    revoked = Read(row);
                }
            },
            cancellationToken).ConfigureAwait(false);
        return revoked;
    }

    private static LabelBadge Read(BadgeRow row) => new()
    {
        Id = row.Id,
        Label = row.Label,
        CreatedBy = row.CreatedBy,
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt),
        RevokedAt = row.RevokedAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null,
        RevokedBy = row.RevokedBy,
    };
}
