using Guestfs.Boots;
using Guestfs.Journal;
using Guestfs.Timeline;
using Guestfs.Web.Api;

namespace Guestfs.Web.ViewModels.Boots;

/// <summary>What the boots page shows: one page of past boots that does not move by itself, and above it those that run or just ended.</summary>
public sealed class BootsList(IBootEngine engine)
{
    private readonly List<BootSummary> _pinned = [];

    public BootQuery Query { get; private set; } = new();

    public BootPage Page { get; private set; } = new([], [], 0);

    /// <summary>Running boots, and those that ended since the page was drawn, each in its place.</summary>
    public IReadOnlyList<BootSummary> Pinned => _pinned;

    /// <summary>The boots that ended since the page was drawn and match the filters.</summary>
    public int Newer { get; private set; }

    public bool Loaded { get; private set; }

    /// <summary>How many filters are on.</summary>
    public int Filters =>
        Query.Statuses.Count + new[] { Query.Stage, Query.Accelerator, Query.Label, Query.Text }.Count(static filter => filter is not null);

    public int Pages => Math.Max(1, (Page.Total + Query.PageSize - 1) / Query.PageSize);

    /// <summary>The nanoseconds that every strip's whole width stands for. A boot far longer than the others does not flatten them.</summary>
    public long Scale
    {
        get
        {
            var totals = Page.Past.Concat(_pinned).Where(static boot => !boot.OrderOnly).Select(static boot => boot.Total).Order().ToList();
            return totals.Count == 0 ? 0 : Math.Min(totals[^1], 4 * totals[totals.Count / 2]);
        }
    }

    public async Task ShowAsync(BootQuery query, CancellationToken cancellationToken)
    {
        Page = await engine.ListAsync(query, cancellationToken);
        Query = query;
        Newer = 0;
        Loaded = true;
        _pinned.Clear();
        _pinned.AddRange(Page.Running);
    }

    /// <summary>Takes in how the running boots stand now. Rows keep their places; new ones come on top.</summary>
    public async Task UpdateAsync(IReadOnlyList<BootSummary> running, CancellationToken cancellationToken)
    {
        var now = running.ToDictionary(static boot => boot.Id);
        var ended = false;
        for (var i = 0; i < _pinned.Count; i++)
        {
            if (now.TryGetValue(_pinned[i].Id, out var boot))
            {
                _pinned[i] = boot;
            }
            else if (!_pinned[i].Status.IsOver() && await engine.FindAsync(_pinned[i].Id, cancellationToken) is { } last)
            {
                _pinned[i] = last;
                ended |= last.Status.IsOver();
            }
        }

        _pinned.InsertRange(0, running.Where(boot => _pinned.TrueForAll(pinned => pinned.Id != boot.Id)));
        if (ended)
        {
            Newer = (await engine.ListAsync(Query with { AsOf = Page.AsOf, Page = 1, PageSize = 1 }, cancellationToken)).Newer;
        }
    }

    /// <summary>The address of this list with something changed; filters start again at the first page.</summary>
    public string Href(Func<BootQuery, BootQuery> change)
    {
        var changed = change(Query with { AsOf = null });
        return "boots" + BootFilter.Write(changed.Page == Query.Page ? changed with { Page = 1 } : changed);
    }

    /// <summary>The address with one status switched on or off.</summary>
    public string Toggle(BootStatus status) => Href(query => query with
    {
        Statuses = query.Statuses.Contains(status) ? [.. query.Statuses.Where(other => other != status)] : [.. query.Statuses, status],
    });

    public string HrefOfPage(int page) => "boots" + BootFilter.Write(Query with { Page = page, AsOf = null });

    /// <summary>The stage that took longest, of one boot.</summary>
    public static StageSpan? Longest(BootSummary boot) =>
        boot.Stages.Where(static stage => stage.Name != StageNames.Session).MaxBy(static stage => stage.Duration);
}
