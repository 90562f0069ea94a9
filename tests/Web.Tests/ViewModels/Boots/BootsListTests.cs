using Guestfs.Boots;
using Guestfs.Journal;
using Guestfs.Timeline;
using Guestfs.Web.Tests.Fakes;
using Guestfs.Web.ViewModels.Boots;

namespace Guestfs.Web.Tests.ViewModels.Boots;

public sealed class BootsListTests
{
    private readonly ScriptedEngine _engine = new();
    private readonly BootsList _list;

    public BootsListTests() => _list = new BootsList(_engine);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Update_BootsEndAndBegin_KeepTheirPlaces()
    {
        _engine.Add(BootSummaries.Running("second"));
        _engine.Add(BootSummaries.Running("first"));
        await _list.ShowAsync(new BootQuery(), Cancel);
        _engine.Replace(BootSummaries.Failed("second"));
        _engine.Add(BootSummaries.Running("third"));
        _engine.Newer = 1;

        await _list.UpdateAsync([BootSummaries.Running("third"), BootSummaries.Running("first") with { Entries = 9_999 }], Cancel);

        Assert.Equal(["third", "second", "first"], _list.Pinned.Select(static boot => boot.Id));
        Assert.Equal(BootStatus.Failed, _list.Pinned[1].Status);
        Assert.Equal(9_999, _list.Pinned[2].Entries);
        Assert.Equal(1, _list.Newer);
        Assert.Equal(_list.Page.AsOf, _engine.Queries[^1].AsOf);
    }

    [Fact]
    public async Task Update_NothingEnded_AsksNothingMore()
    {
        _engine.Add(BootSummaries.Running("first"));
        await _list.ShowAsync(new BootQuery(), Cancel);
        var asked = _engine.Queries.Count;

        await _list.UpdateAsync([BootSummaries.Running("first") with { Entries = 5 }], Cancel);

        Assert.Equal(asked, _engine.Queries.Count);
    }

    [Fact]
    public async Task Scale_OneBootIsFarLonger_DoesNotFlattenTheOthers()
    {
        foreach (var total in new long[] { 6, 7, 8, 9, 600 })
        {
            _engine.Add(BootSummaries.Finished($"b{total}") with { Total = total * 1_000_000_000 });
        }

        await _list.ShowAsync(new BootQuery(), Cancel);

        Assert.Equal(32_000_000_000, _list.Scale);
    }

    [Fact]
    public async Task Href_ChangedFilter_StartsAtTheFirstPage()
    {
        await _list.ShowAsync(new BootQuery { Statuses = [BootStatus.Failed], Text = "a b", Page = 3, AsOf = 77 }, Cancel);

        Assert.Equal("boots?status=failed&stage=kernel&q=a%20b", _list.Href(static query => query with { Stage = "kernel" }));
        Assert.Equal("boots?status=failed&status=timedOut&q=a%20b", _list.Toggle(BootStatus.TimedOut));
        Assert.Equal("boots?q=a%20b", _list.Toggle(BootStatus.Failed));
        Assert.Equal("boots?status=failed&q=a%20b&page=4", _list.HrefOfPage(4));
        Assert.Equal(2, _list.Filters);
    }

    [Fact]
    public void Longest_OfABoot_IgnoresTheSession()
    {
        var boot = BootSummaries.Finished("x") with { Stages = [new StageSpan("kernel", 1, 0, 5), new StageSpan("session", 1, 5, 500)] };

        Assert.Equal("kernel", BootsList.Longest(boot)?.Name);
        Assert.Null(BootsList.Longest(boot with { Stages = [] }));
    }
}
