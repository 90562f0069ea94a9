using System.Linq.Expressions;
using Guestfs.Boots;
using Guestfs.Timeline;
using Microsoft.EntityFrameworkCore;

namespace Guestfs.Storage;

/// <summary>Answers one <see cref="BootQuery"/>. The caller holds a transaction, so that counts and rows agree.</summary>
internal static class BootListing
{
    private const int LargestPage = 1000;

    /// <summary>Up to so many matches are found by one scan and then sorted, which costs less than meeting them one by one in the index.</summary>
    private const int FewMatches = 20_000;

    public static async Task<BootPage> ListAsync(GuestfsDbContext context, BootQuery query, CancellationToken cancellationToken)
    {
        var running = await ReadAsync(
            context,
            context.Boots.Where(static row => row.EndOrder == null).OrderByDescending(static row => row.RequestedAt).ThenByDescending(static row => row.Id),
            cancellationToken).ConfigureAwait(false);

        var asOf = query.AsOf ?? await context.Boots.MaxAsync(static row => row.EndOrder, cancellationToken).ConfigureAwait(false) ?? 0;
        var matching = Filter(context.Boots.Where(row => row.EndOrder <= asOf), query);
        var total = await matching.CountAsync(cancellationToken).ConfigureAwait(false);
        var pageSize = Math.Clamp(query.PageSize, 1, LargestPage);
        var skip = (Math.Max(1, query.Page) - 1L) * pageSize;
        IReadOnlyList<BootSummary> past = skip >= total
            ? []
            : await ReadAsync(context, Sort(matching, query.Sort, byIndex: total > FewMatches).Skip((int)skip).Take(pageSize), cancellationToken).ConfigureAwait(false);
        var newer = query.AsOf is null
            ? 0
            : await Filter(context.Boots.Where(row => row.EndOrder > asOf), query).CountAsync(cancellationToken).ConfigureAwait(false);
        return new BootPage(running, past, total) { AsOf = asOf, Newer = newer };
    }

    private static IQueryable<BootRow> Filter(IQueryable<BootRow> boots, BootQuery query)
    {
        if (query.Statuses.Count > 0)
        {
            var statuses = query.Statuses.Distinct().ToList();
            boots = boots.Where(row => statuses.Contains(row.Status));
        }

        if (!string.IsNullOrEmpty(query.Stage))
        {
            boots = boots.Where(row => row.Stage == query.Stage);
        }

        if (!string.IsNullOrEmpty(query.Accelerator))
        {
            boots = boots.Where(row => row.Accelerator == query.Accelerator);
        }

        if (!string.IsNullOrEmpty(query.Label))
        {
            boots = boots.Where(row => row.Label == query.Label);
        }

        if (!string.IsNullOrWhiteSpace(query.Text))
        {
            // Contains has no wildcards: SQLite gets instr, and providers that use LIKE escape the text.
            var text = SearchText.Fold(query.Text.Trim());
            boots = boots.Where(row => row.Search.Contains(text));
        }

        return boots;
    }

    /// <summary>The id decides between equals, so that no boot stands on two pages.</summary>
    private static IQueryable<BootRow> Sort(IQueryable<BootRow> boots, BootSort sort, bool byIndex)
    {
        // A computed key has no index.
        Expression<Func<BootRow, long>> key = (sort is BootSort.Slowest or BootSort.Fastest, byIndex) switch
        {
            (true, true) => static row => row.Total,
            (true, false) => static row => row.Total + 0,
            (false, true) => static row => row.RequestedAt,
            (false, false) => static row => row.RequestedAt + 0,
        };
        return sort is BootSort.Oldest or BootSort.Fastest
            ? boots.OrderBy(key).ThenBy(static row => row.Id)
            : boots.OrderByDescending(key).ThenByDescending(static row => row.Id);
    }

    /// <summary>Finds the ids first and reads only their summaries, so that far pages do not touch the summaries they skip.</summary>
    private static async Task<IReadOnlyList<BootSummary>> ReadAsync(
        GuestfsDbContext context,
        IQueryable<BootRow> boots,
        CancellationToken cancellationToken)
    {
        var ids = await boots.Select(static row => row.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (ids.Count == 0)
        {
            return [];
        }

        var summaries = await context.Summaries.AsNoTracking()
            .Where(row => ids.Contains(row.BootId))
            .ToDictionaryAsync(static row => row.BootId, cancellationToken).ConfigureAwait(false);
        return [.. ids.Select(id => SummaryJson.Read(summaries[id]))];
    }
}
