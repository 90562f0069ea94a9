using Guestfs.Boots.Retention;
using Guestfs.Storage.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Guestfs.Storage;

/// <summary>Past boots as retention sees them, in a relational database.</summary>
internal sealed class RetentionStore(DatabaseTransactions transactions, IDbContextFactory<GuestfsDbContext> contexts, SqliteDatabase database) : IRetentionStore
{
    /// <summary>4 MiB of the usual pages: some milliseconds of work.</summary>
    private const int PagesAtOnce = 1_024;

    /// <summary>So much is left for the next boots to fill, for growing a file costs more than filling it.</summary>
    private const long Spare = 16L << 20;

    public Task<IReadOnlyDictionary<string, StoredBoot>> FindAsync(IReadOnlyCollection<string> bootIds, DateTimeOffset now, CancellationToken cancellationToken) =>
        transactions.ReadAsync<IReadOnlyDictionary<string, StoredBoot>>(
            async context => (await Read(context, context.Boots.Where(row => bootIds.Contains(row.Id)), now).ToListAsync(cancellationToken).ConfigureAwait(false))
                .ToDictionary(static found => found.Id, static found => found.Boot()),
            cancellationToken);

    public Task<StoredTotals> CountAsync(CancellationToken cancellationToken) => transactions.ReadAsync(
        async context =>
        {
            var counts = await context.Boots.Where(static row => row.OverAt != null)
                .GroupBy(static row => row.KeptBy != null)
                .Select(static group => new { Kept = group.Key, Boots = group.LongCount(), Bytes = group.Sum(static row => row.Bytes) })
                .ToListAsync(cancellationToken).ConfigureAwait(false);
            var (past, kept) = (counts.Find(static count => !count.Kept), counts.Find(static count => count.Kept));
            return new StoredTotals(past?.Boots ?? 0, past?.Bytes ?? 0, kept?.Boots ?? 0, kept?.Bytes ?? 0);
        },
        cancellationToken);

    public Task<IReadOnlyList<StoredBoot>> ListOldestAsync(StoredBoot? after, int most, DateTimeOffset now, CancellationToken cancellationToken) =>
        transactions.ReadAsync<IReadOnlyList<StoredBoot>>(
            async context =>
            {
                var boots = Following(context.Boots.Where(static row => row.OverAt != null && row.KeptBy == null), after)
                    .OrderBy(static row => row.OverAt).ThenBy(static row => row.Id).Take(most);
                return [.. (await Read(context, boots, now).ToListAsync(cancellationToken).ConfigureAwait(false)).Select(static found => found.Boot())];
            },
            cancellationToken);

    public async Task<bool> KeepAsync(string bootId, string? by, CancellationToken cancellationToken)
    {
        var found = 0;
        await transactions.WriteAsync(
            async context => found = await context.Boots.Where(row => row.Id == bootId).ExecuteUpdateAsync(
                boot => boot.SetProperty(static row => row.KeptBy, by).SetProperty(static row => row.AnnouncedFor, (long?)null), cancellationToken).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
        return found > 0;
    }

    public Task AnnounceAsync(string bootId, DateTimeOffset removeAt, CancellationToken cancellationToken)
    {
        var milliseconds = removeAt.ToUnixTimeMilliseconds();
        return transactions.WriteAsync(
            context => context.Boots.Where(row => row.Id == bootId && row.KeptBy == null)
                .ExecuteUpdateAsync(boot => boot.SetProperty(static row => row.AnnouncedFor, milliseconds), cancellationToken),
            cancellationToken);
    }

    public Task WithdrawAsync(StoredBoot? after, CancellationToken cancellationToken) => transactions.WriteAsync(
        context => Following(context.Boots.Where(static row => row.AnnouncedFor != null), after)
            .ExecuteUpdateAsync(static boot => boot.SetProperty(static row => row.AnnouncedFor, (long?)null), cancellationToken),
        cancellationToken);

    public Task<BootRemoval> RemoveAsync(string bootId, string by, DateTimeOffset at, CancellationToken cancellationToken) =>
        RemoveAsync(bootId, by, null, at, cancellationToken);

    public Task<BootRemoval> RemoveDueAsync(string bootId, RetentionLimits limits, DateTimeOffset at, CancellationToken cancellationToken) =>
        RemoveAsync(bootId, null, limits, at, cancellationToken);

    public Task<StoreSpace> MeasureAsync(CancellationToken cancellationToken) => transactions.ReadAsync(
        async context =>
        {
            var (bytes, unused) = await SqliteDatabase.MeasureAsync(context, cancellationToken).ConfigureAwait(false);
            return new StoreSpace(bytes, unused);
        },
        cancellationToken);

    public async Task<bool> ShrinkAsync(CancellationToken cancellationToken)
    {
        try
        {
            var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
            await using (context.ConfigureAwait(false))
            {
                var (before, unused) = await SqliteDatabase.MeasureAsync(context, cancellationToken).ConfigureAwait(false);
                if (unused <= Spare)
                {
                    return false;
                }

                await SqliteDatabase.ShrinkAsync(context, PagesAtOnce, cancellationToken).ConfigureAwait(false);
                return (await SqliteDatabase.MeasureAsync(context, cancellationToken).ConfigureAwait(false)).Bytes < before;
            }
        }
        catch (Exception exception) when (database.Explain(exception) is { } explained)
        {
            throw explained;
        }
    }

    private async Task<BootRemoval> RemoveAsync(string bootId, string? by, RetentionLimits? limits, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var removal = BootRemoval.Refused(RemovalAnswer.Unknown);
        await transactions.WriteAsync(async context => removal = await RemoveAsync(context, bootId, by, limits, at, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        return removal;
    }

    /// <param name="limits">Those of retention; null when a person wants it.</param>
    private static async Task<BootRemoval> RemoveAsync(
        GuestfsDbContext context, string bootId, string? by, RetentionLimits? limits, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var found = await Read(context, context.Boots.Where(row => row.Id == bootId), at).SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        if (found is null)
        {
            return BootRemoval.Refused(RemovalAnswer.Unknown);
        }

        if (found.EndOrder is not { } place || !found.HasEnd || found.KeptBy is not null)
        {
            return BootRemoval.Refused(found.KeptBy is null ? RemovalAnswer.NotOver : RemovalAnswer.Kept);
        }

        var milliseconds = at.ToUnixTimeMilliseconds();
        if (limits is not null && (found.AnnouncedFor is { } announced ? announced > milliseconds : found.Shared))
        {
            return BootRemoval.Refused(RemovalAnswer.Shared);
        }

        if (limits is not null && !await IsPastAsync(context, found.Boot(), limits, at, cancellationToken).ConfigureAwait(false))
        {
            return BootRemoval.Refused(RemovalAnswer.NotDue);
        }

        if (!await context.Boots.AnyAsync(row => row.EndOrder > place, cancellationToken).ConfigureAwait(false))
        {
            var value = place.ToString(System.Globalization.CultureInfo.InvariantCulture);
            var known = await context.Settings.Where(static row => row.Name == BootWriting.LastEndOrder)
                .ExecuteUpdateAsync(setting => setting.SetProperty(static row => row.Value, value), cancellationToken).ConfigureAwait(false);
            if (known == 0)
            {
                context.Settings.Add(new SettingRow { Name = BootWriting.LastEndOrder, Value = value });
                await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        var shares = await context.Shares.Where(row => row.BootId == bootId).Select(static row => row.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        await context.Shares.Where(row => row.BootId == bootId).ExecuteUpdateAsync(
            share => share.SetProperty(static row => row.BootRemovedAt, milliseconds).SetProperty(static row => row.BootRemovedBy, by), cancellationToken).ConfigureAwait(false);
        await context.Boots.Where(row => row.Id == bootId).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        return new BootRemoval(RemovalAnswer.Removed, found.Bytes, shares);
    }

    private static async Task<bool> IsPastAsync(GuestfsDbContext context, StoredBoot boot, RetentionLimits limits, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (boot.OverAt is { } over && limits.IsAged(over, now))
        {
            return true;
        }

        if (limits is { Boots: null, Bytes: null })
        {
            return false;
        }

        var younger = await Following(context.Boots.Where(static row => row.OverAt != null && row.KeptBy == null), boot)
            .GroupBy(static row => 1)
            .Select(static group => new { Boots = group.LongCount(), Bytes = group.Sum(static row => row.Bytes) })
            .SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        return limits.IsCrowded(1 + (younger?.Boots ?? 0), boot.Bytes + (younger?.Bytes ?? 0));
    }

    private static IQueryable<BootRow> Following(IQueryable<BootRow> boots, StoredBoot? after)
    {
        if (after is not { OverAt: { } over, BootId: var id })
        {
            return boots;
        }

        var milliseconds = over.ToUnixTimeMilliseconds();
        return boots.Where(row => row.OverAt >= milliseconds && (row.OverAt > milliseconds || string.Compare(row.Id, id) > 0));
    }

    private static IQueryable<Found> Read(GuestfsDbContext context, IQueryable<BootRow> boots, DateTimeOffset now)
    {
        var live = ShareStore.Live(context.Shares, now.ToUnixTimeMilliseconds());
        return boots.AsNoTracking().Select(row => new Found(
            row.Id, row.EndOrder, row.HasEnd, row.OverAt, row.Bytes, row.KeptBy, row.AnnouncedFor, live.Any(share => share.BootId == row.Id)));
    }

    private sealed record Found(string Id, long? EndOrder, bool HasEnd, long? OverAt, long Bytes, string? KeptBy, long? AnnouncedFor, bool Shared)
    {
        public StoredBoot Boot() => new(Id, Instant(OverAt), Bytes, KeptBy, Instant(AnnouncedFor), Shared);

        private static DateTimeOffset? Instant(long? milliseconds) => milliseconds is { } value ? DateTimeOffset.FromUnixTimeMilliseconds(value) : null;
    }
}
