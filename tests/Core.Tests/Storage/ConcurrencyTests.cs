using Guestfs.Boots;
using Guestfs.Journal;

namespace Guestfs.Core.Tests.Storage;

public class ConcurrencyTests
{
    private const int Entries = 400;
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_WhileWritersAppend_GivesEveryEntryOnceInOrder()
    {
        await using var storage = await TemporaryStorage.OpenAsync();
        string[] boots = ["a", "b"];
        foreach (var boot in boots)
        {
            await storage.Store.CreateAsync(Samples.Summary(boot), Token);
        }

        var writers = boots.Select(boot => Task.Run(() => AppendAllAsync(storage.Store, boot), Token));
        var readers = boots.Concat(boots).Select(boot => Task.Run(() => FollowAsync(storage.Store, boot), Token)).ToList();
        await Task.WhenAll(writers);

        foreach (var seen in await Task.WhenAll(readers))
        {
            Assert.Equal(Enumerable.Range(0, Entries + 1).Select(i => (long)i), seen);
        }

        Assert.Empty(await storage.Store.ListUnfinishedAsync(Token));
    }

    [Fact]
    public async Task List_WhileABootIsAppended_AlwaysShowsTheSummaryThatBelongsToTheStoredEntries()
    {
        await using var storage = await TemporaryStorage.OpenAsync();
        await storage.Store.CreateAsync(Samples.Summary("a"), Token);
        var writer = Task.Run(() => AppendAllAsync(storage.Store, "a"), Token);

        BootPage page;
        do
        {
            page = await storage.Store.ListAsync(new BootQuery(), Token);
            var shown = Assert.Single(page.Running.Concat(page.Past)).Entries;
            var stored = await storage.Store.ReadSequencesAsync("a");
            Assert.InRange(stored.Count, shown, Entries + 1);
        }
        while (page.Past.Count == 0);

        await writer;
    }

    private static async Task AppendAllAsync(IJournalStore store, string boot)
    {
        for (var first = 0; first < Entries; first += 4)
        {
            await store.AppendAsync(Samples.Summary(boot) with { Entries = first + 4 }, Samples.Lines(first, 4), Token);
        }

        await store.AppendAsync(Samples.Summary(boot, BootStatus.Finished) with { Entries = Entries + 1 }, [Samples.End(Entries)], Token);
    }

    private static async Task<List<long>> FollowAsync(IJournalStore store, string boot)
    {
        var seen = new List<long>();
        while (seen.Count <= Entries)
        {
            seen.AddRange(await store.ReadSequencesAsync(boot, seen.Count));
        }

        return seen;
    }
}
