using System.Text.Json;
using Guestfs.Journal;
using Guestfs.Shares;
using Microsoft.EntityFrameworkCore;

namespace Guestfs.Storage;

/// <summary>Shares in a relational database.</summary>
internal sealed class ShareStore(DatabaseTransactions transactions) : IShareStore
{
    private const int LargestPage = 200;

    public async Task<bool> AddAsync(Share share, byte[] tokenHash, int most, CancellationToken cancellationToken)
    {
        var added = false;
        await transactions.WriteAsync(
            async context =>
            {
                var live = await Live(context.Shares, share.CreatedAt.ToUnixTimeMilliseconds())
                    .CountAsync(row => row.CreatedBy == share.CreatedBy, cancellationToken).ConfigureAwait(false);
                added = live < most;
                if (added)
                {
                    var row = new ShareRow
                    {
                        Id = share.Id,
                        TokenHash = tokenHash,
                        BootId = share.BootId,
                        CreatedBy = share.CreatedBy,
                        CreatedAt = share.CreatedAt.ToUnixTimeMilliseconds(),
                        Contents = [],
                    };
                    Apply(share, row);
                    context.Shares.Add(row);
                }
            },
            cancellationToken).ConfigureAwait(false);
        return added;
    }

    public Task<Share?> FindAsync(string id, CancellationToken cancellationToken) => transactions.ReadAsync(
        async context => await context.Shares.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken).ConfigureAwait(false) is { } row ? Read(row) : null,
        cancellationToken);

    public Task<StoredShare?> FindByTokenAsync(byte[] tokenHash, CancellationToken cancellationToken) => transactions.ReadAsync(
        async context => await context.Shares.AsNoTracking().SingleOrDefaultAsync(row => row.TokenHash == tokenHash, cancellationToken).ConfigureAwait(false) is { } row
            ? new StoredShare(Read(row), row.TokenHash)
            : null,
        cancellationToken);

    public Task<SharePage> ListAsync(ShareQuery query, CancellationToken cancellationToken) => transactions.ReadAsync(
        async context =>
        {
            var matching = query.LiveAt is { } now ? Live(context.Shares, now.ToUnixTimeMilliseconds()) : context.Shares;
            matching = query.BootId is { } boot ? matching.Where(row => row.BootId == boot) : matching;
            var total = await matching.CountAsync(cancellationToken).ConfigureAwait(false);
            var size = Math.Clamp(query.PageSize, 1, LargestPage);
            var rows = await matching.AsNoTracking()
                .OrderByDescending(static row => row.CreatedAt).ThenByDescending(static row => row.Id)
                .Skip((int)Math.Min((Math.Max(1, query.Page) - 1L) * size, int.MaxValue)).Take(size)
                .ToListAsync(cancellationToken).ConfigureAwait(false);
            return new SharePage([.. rows.Select(Read)], total);
        },
        cancellationToken);

    public async Task<Share?> ChangeAsync(string id, Func<Share, Share> change, CancellationToken cancellationToken)
    {
        Share? changed = null;
        await transactions.WriteAsync(
            async context =>
            {
                if (await context.Shares.SingleOrDefaultAsync(row => row.Id == id, cancellationToken).ConfigureAwait(false) is { } row)
                {
                    Apply(change(Read(row)), row);
                    changed = Read(row);
                }
            },
            cancellationToken).ConfigureAwait(false);
        return changed;
    }

    public Task CountViewAsync(string id, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var milliseconds = at.ToUnixTimeMilliseconds();
        return transactions.WriteAsync(
            context => context.Shares.Where(row => row.Id == id).ExecuteUpdateAsync(
                share => share.SetProperty(static row => row.Views, static row => row.Views + 1).SetProperty(static row => row.LastViewedAt, milliseconds),
                cancellationToken),
            cancellationToken);
    }

    /// <summary>Those that show something at an instant, in milliseconds since 1970.</summary>
    public static IQueryable<ShareRow> Live(IQueryable<ShareRow> shares, long now) =>
        shares.Where(row => row.RevokedAt == null && row.BootRemovedAt == null && (row.ExpiresAt == null || row.ExpiresAt > now));

    /// <summary>Only what may change; views are counted apart, so that a change loses none.</summary>
    private static void Apply(Share share, ShareRow row)
    {
        row.Title = share.Title;
        row.Note = share.Note;
        row.Contents = JsonSerializer.SerializeToUtf8Bytes(share.Contents, JournalJson.Options);
        row.ExpiresAt = share.ExpiresAt?.ToUnixTimeMilliseconds();
        row.RevokedAt = share.RevokedAt?.ToUnixTimeMilliseconds();
        row.RevokedBy = share.RevokedBy;
    }

    private static Share Read(ShareRow row) => new()
    {
        Id = row.Id,
        BootId = row.BootId,
        Title = row.Title,
        Note = row.Note,
        CreatedBy = row.CreatedBy,
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt),
        ExpiresAt = Instant(row.ExpiresAt),
        Contents = ReadContents(row),
        Views = row.Views,
        LastViewedAt = Instant(row.LastViewedAt),
        RevokedAt = Instant(row.RevokedAt),
        RevokedBy = row.RevokedBy,
        BootRemovedAt = Instant(row.BootRemovedAt),
        BootRemovedBy = row.BootRemovedBy,
    };

    private static DateTimeOffset? Instant(long? milliseconds) =>
        milliseconds is { } value ? DateTimeOffset.FromUnixTimeMilliseconds(value) : null;

    private static ShareContents ReadContents(ShareRow row)
    {
        try
        {
            return JsonSerializer.Deserialize<ShareContents>(row.Contents, JournalJson.Options) ?? throw new JsonException("The choices are null.");
        }
        catch (JsonException exception)
        {
            throw new GuestfsException(
                $"What share {row.Id} may show is damaged, so the share shows nothing; its boot is not affected. Revoke it and make a new one.",
                exception);
        }
    }
}
