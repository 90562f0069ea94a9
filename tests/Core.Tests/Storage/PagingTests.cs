using Guestfs.Boots;
using Guestfs.Journal;
using Guestfs.Storage;
using Guestfs.Timeline;

namespace Guestfs.Core.Tests.Storage;

public class PagingTests
{
    private const int Boots = 1000;
    private const int PageSize = 37;
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_OfOneInstantWhileBootsEnd_ShowEveryBootOfItOnceInOrder()
    {
        await using var storage = await OpenAsync();
        var first = await storage.Store.ListAsync(new BootQuery(), Token);
        var before = await WalkAsync(storage.Store, new BootQuery { AsOf = first.AsOf }, static () => Task.CompletedTask);
        var next = Boots;

        foreach (var sort in Enum.GetValues<BootSort>())
        {
            var shown = await WalkAsync(storage.Store, new BootQuery { AsOf = first.AsOf, Sort = sort }, async () =>
            {
                // Ends one boot that ran at that instant and one that did not exist, somewhere in the middle of every order.
                await EndAsync(storage.Store, $"run-{next - Boots:d4}", next);
                await storage.Store.CreateAsync(Boot($"new-{next:d4}", next++), Token);
            });

            Assert.Equal(Ordered(sort), shown);
        }

        Assert.Equal(Ordered(BootSort.Newest), before);
        var after = await storage.Store.ListAsync(new BootQuery { AsOf = first.AsOf }, Token);
        Assert.Equal(2 * (next - Boots), after.Newer);
        Assert.Equal(Boots, after.Total);
    }

    [Fact]
    public async Task Pages_OfThePresentWhileBootsEnd_MissNone()
    {
        await using var storage = await OpenAsync();
        var next = Boots;

        var shown = await WalkAsync(storage.Store, new BootQuery(), async () =>
            await storage.Store.CreateAsync(Samples.Summary($"new-{next:d4}", BootStatus.Finished, next++), Token));

        Assert.Equal(Ordered(BootSort.Newest), shown.Distinct().Where(static id => id.StartsWith("old", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Pages_OfOneInstant_KeepABootThatWasOverAndIsWrittenAgain()
    {
        await using var storage = await TemporaryStorage.OpenAsync();
        await storage.Store.CreateAsync(Samples.Summary("a", BootStatus.Failed), Token);
        await storage.Store.CreateAsync(Samples.Summary("b", BootStatus.Failed), Token);
        var query = new BootQuery { AsOf = (await storage.Store.ListAsync(new BootQuery(), Token)).AsOf };

        await storage.Store.AppendAsync(Samples.Summary("a", BootStatus.Failed), [Samples.End(0)], Token);

        Assert.Equal(["b", "a"], (await storage.Store.ListAsync(query, Token)).Past.Select(boot => boot.Id));
    }

    [Fact]
    public async Task Newer_WithAFilter_CountsOnlyWhatMatchesIt()
    {
        await using var storage = await TemporaryStorage.OpenAsync();
        await storage.Store.CreateAsync(Samples.Summary("a", BootStatus.Failed), Token);
        var query = new BootQuery { Statuses = [BootStatus.Failed], AsOf = (await storage.Store.ListAsync(new BootQuery(), Token)).AsOf };

        await storage.Store.CreateAsync(Samples.Summary("b", BootStatus.Failed), Token);
        await storage.Store.CreateAsync(Samples.Summary("c", BootStatus.Finished), Token);
        await storage.Store.CreateAsync(Samples.Summary("d", BootStatus.Booting), Token);
        var page = await storage.Store.ListAsync(query, Token);

        Assert.Equal(["a"], page.Past.Select(boot => boot.Id));
        Assert.Equal(1, page.Newer);
        Assert.Equal(0, (await storage.Store.ListAsync(query with { AsOf = null }, Token)).Newer);
    }

    /// <summary>Many share a minute and a total, so that the order between equals matters.</summary>
    private static BootSummary Boot(string id, int number) =>
        Samples.Summary(id, BootStatus.Finished, number * 7 % Boots / 3) with { Total = number * 11 % Boots / 5 };

    private static string Id(int number) => $"old-{number:d4}";

    private static IEnumerable<string> Ordered(BootSort sort)
    {
        var boots = Enumerable.Range(0, Boots).Select(static number => Boot(Id(number), number));
        return (sort switch
        {
            BootSort.Oldest => boots.OrderBy(static boot => boot.RequestedAt).ThenBy(static boot => boot.Id, StringComparer.Ordinal),
            BootSort.Slowest => boots.OrderByDescending(static boot => boot.Total).ThenByDescending(static boot => boot.Id, StringComparer.Ordinal),
            BootSort.Fastest => boots.OrderBy(static boot => boot.Total).ThenBy(static boot => boot.Id, StringComparer.Ordinal),
            _ => boots.OrderByDescending(static boot => boot.RequestedAt).ThenByDescending(static boot => boot.Id, StringComparer.Ordinal),
        }).Select(static boot => boot.Id);
    }

    private static async Task<TemporaryStorage> OpenAsync()
    {
        var storage = await TemporaryStorage.OpenAsync();
        await using var context = await storage.Contexts.CreateDbContextAsync(Token);
        for (var number = 0; number < Boots; number++)
        {
            var row = BootRows.Create(Boot(Id(number), number));
            row.EndOrder = number + 1;
            context.Boots.Add(row);
        }

        for (var number = 0; number < Boots / 5; number++)
        {
            context.Boots.Add(BootRows.Create(Samples.Summary($"run-{number:d4}", BootStatus.Ready, number)));
        }

        await context.SaveChangesAsync(Token);
        return storage;
    }

    private static Task EndAsync(IJournalStore store, string id, int number) =>
        store.AppendAsync(Boot(id, number), [Samples.End(0)], Token);

    private static async Task<List<string>> WalkAsync(IJournalStore store, BootQuery query, Func<Task> betweenPages)
    {
        var shown = new List<string>();
        for (var number = 1; ; number++)
        {
            var page = await store.ListAsync(query with { Page = number, PageSize = PageSize }, Token);
            if (page.Past.Count == 0)
            {
                return shown;
            }

            shown.AddRange(page.Past.Select(static boot => boot.Id));
            await betweenPages();
        }
    }
}
