using Guestfs.Boots;
using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Core.Tests.Storage;

public class BootListingTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task List_Sorts_OrderByTimeOrTotalWithTheIdBetweenEquals()
    {
        await using var storage = await OpenAsync(
            Past("a", 3) with { Total = 50 },
            Past("b", 1) with { Total = 70 },
            Past("c", 2) with { Total = 50 },
            Past("d", 2) with { Total = 60 });

        Assert.Equal(["a", "d", "c", "b"], await ListAsync(storage, new BootQuery()));
        Assert.Equal(["b", "c", "d", "a"], await ListAsync(storage, new BootQuery { Sort = BootSort.Oldest }));
        Assert.Equal(["b", "d", "c", "a"], await ListAsync(storage, new BootQuery { Sort = BootSort.Slowest }));
        Assert.Equal(["a", "c", "d", "b"], await ListAsync(storage, new BootQuery { Sort = BootSort.Fastest }));
    }

    [Fact]
    public async Task List_RunningBoots_ComeSeparatelyWhateverTheFilterAndPage()
    {
        await using var storage = await OpenAsync(
            Past("a", 1),
            Samples.Summary("b", BootStatus.Queued, 2),
            Samples.Summary("c", BootStatus.Ready, 4),
            Samples.Summary("d", BootStatus.Building, 3));

        var page = await storage.Store.ListAsync(new BootQuery { Text = "nothing has this", Page = 9 }, Token);

        Assert.Equal(["c", "d", "b"], page.Running.Select(boot => boot.Id));
        Assert.Empty(page.Past);
        Assert.Equal(0, page.Total);
        Assert.Equal(["a"], await ListAsync(storage, new BootQuery()));
    }

    [Fact]
    public async Task List_ABootThatEnds_MovesFromRunningToPast()
    {
        await using var storage = await OpenAsync(Samples.Summary("a", BootStatus.Ready));

        await storage.Store.AppendAsync(Samples.Summary("a", BootStatus.Cancelled), [Samples.End(0, BootStatus.Cancelled)], Token);

        var page = await storage.Store.ListAsync(new BootQuery(), Token);
        Assert.Empty(page.Running);
        Assert.Equal(BootStatus.Cancelled, Assert.Single(page.Past).Status);
    }

    [Fact]
    public async Task List_Statuses_MatchAnyOfThem()
    {
        await using var storage = await OpenAsync(
            Past("a", 0),
            Samples.Summary("b", BootStatus.Failed, 1),
            Samples.Summary("c", BootStatus.TimedOut, 2),
            Samples.Summary("d", BootStatus.Failed, 3));

        Assert.Equal(["d", "b"], await ListAsync(storage, new BootQuery { Statuses = [BootStatus.Failed, BootStatus.Failed] }));
        Assert.Equal(["c", "a"], await ListAsync(storage, new BootQuery { Statuses = [BootStatus.Finished, BootStatus.TimedOut] }));
        Assert.Empty(await ListAsync(storage, new BootQuery { Statuses = [BootStatus.Ready] }));
    }

    [Fact]
    public async Task List_StageAcceleratorAndLabel_MatchExactlyAndTogether()
    {
        await using var storage = await OpenAsync(
            Past("a", 0) with { Stage = "init", Accelerator = "tcg", Label = "nightly" },
            Past("b", 1) with { Stage = "initrd", Accelerator = "tcg", Label = "nightly-2" },
            Past("c", 2) with { Stage = "init", Accelerator = "kvm", Label = "Nightly" },
            Past("d", 3));

        Assert.Equal(["c", "a"], await ListAsync(storage, new BootQuery { Stage = "init" }));
        Assert.Equal(["b", "a"], await ListAsync(storage, new BootQuery { Accelerator = "tcg" }));
        Assert.Equal(["a"], await ListAsync(storage, new BootQuery { Label = "nightly" }));
        Assert.Equal(["a"], await ListAsync(storage, new BootQuery { Stage = "init", Accelerator = "tcg" }));
        Assert.Empty(await ListAsync(storage, new BootQuery { Stage = "initrd", Accelerator = "kvm" }));
        Assert.Equal(["d", "c", "b", "a"], await ListAsync(storage, new BootQuery { Stage = "", Accelerator = "", Label = "", Text = "  " }));
    }

    [Theory]
    [InlineData("FEDORA", "a")]
    [InlineData("nightly", "b")]
    [InlineData("panic in", "c")]
    [InlineData("ZZZZ4", "zzzzzzzzz4")]
    [InlineData("build7", "e")]
    [InlineData("6.12.9", "f")]
    [InlineData(" \u00c9t\u00e9 ", "g")]
    [InlineData("6.12.8", "")]
    [InlineData("fedora\nnightly", "")]
    [InlineData("user-not-searched", "")]
    public async Task List_Text_IsFoundInEachSearchedFieldWithoutCase(string text, string expected)
    {
        await using var storage = await OpenAsync(
            Past("a", 0) with { Title = "Fedora 42" },
            Past("b", 0) with { Label = "Nightly" },
            Past("c", 0) with { Sentence = "Kernel panic in the root stage." },
            Past("zzzzzzzzz4", 0),
            Past("e", 0) with { Host = "build7.example" },
            Past("f", 0) with { GuestKernel = "6.12.9-amd64" },
            Past("g", 0) with { Title = "\u00e9t\u00e9 2026", RequestedBy = "user-not-searched" });

        var found = await ListAsync(storage, new BootQuery { Text = text });

        Assert.Equal(expected, string.Join(' ', found));
    }

    [Theory]
    [InlineData("100%")]
    [InlineData("a_b")]
    [InlineData("c\\d")]
    [InlineData("[e-f]")]
    [InlineData("g*h?")]
    [InlineData("i'j\"k")]
    public async Task List_TextWithPatternCharacters_MeansThemselves(string text)
    {
        await using var storage = await OpenAsync(
            Past("a", 0) with { Title = "before " + text + " after" },
            Past("b", 0) with { Title = "1000 axb cd e gxhy ijk c\\\\d 100 [e] i''j" });

        Assert.Equal(["a"], await ListAsync(storage, new BootQuery { Text = text }));
    }

    [Fact]
    public async Task List_TextOfAChangedSummary_FindsOnlyWhatItSaysNow()
    {
        await using var storage = await OpenAsync(Samples.Summary("a") with { Sentence = "waiting" });

        await storage.Store.AppendAsync(Past("a", 0) with { Sentence = "done" }, Samples.Lines(0, 1), Token);

        Assert.Empty(await ListAsync(storage, new BootQuery { Text = "waiting" }));
        Assert.Equal(["a"], await ListAsync(storage, new BootQuery { Text = "done" }));
    }

    [Fact]
    public async Task List_Pages_CoverEveryMatchOnceAndCountThemAll()
    {
        await using var storage = await OpenAsync([.. Enumerable.Range(0, 7).Select(i => Past($"b{i}", i / 3))]);

        var pages = new List<string>();
        for (var number = 1; number <= 4; number++)
        {
            var page = await storage.Store.ListAsync(new BootQuery { Page = number, PageSize = 2 }, Token);
            Assert.Equal(7, page.Total);
            pages.AddRange(page.Past.Select(boot => boot.Id));
        }

        Assert.Equal(["b6", "b5", "b4", "b3", "b2", "b1", "b0"], pages);
        Assert.Empty(await ListAsync(storage, new BootQuery { Page = 5, PageSize = 2 }));
        Assert.Empty(await ListAsync(storage, new BootQuery { Page = int.MaxValue, PageSize = int.MaxValue }));
        Assert.Equal(["b6"], await ListAsync(storage, new BootQuery { Page = -1, PageSize = 0 }));
    }

    private static BootSummary Past(string id, int minute) => Samples.Summary(id, BootStatus.Finished, minute);

    private static async Task<TemporaryStorage> OpenAsync(params BootSummary[] boots)
    {
        var storage = await TemporaryStorage.OpenAsync();
        foreach (var boot in boots)
        {
            await storage.Store.CreateAsync(boot, Token);
        }

        return storage;
    }

    private static async Task<IEnumerable<string>> ListAsync(TemporaryStorage storage, BootQuery query) =>
        (await storage.Store.ListAsync(query, Token)).Past.Select(boot => boot.Id);
}
