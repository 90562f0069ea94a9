using Guestfs.Boots;
using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Core.Tests.Storage;

public sealed class ImportTests
{
    [Fact]
    public async Task Import_OfBoots_StoresThemAsOver()
    {
        await using var storage = await TemporaryStorage.OpenAsync();

        await storage.Store.ImportAsync([Boot("aaaaaaaaaa", 3000), Boot("bbbbbbbbbb", 2)], TestContext.Current.CancellationToken);

        Assert.Equal(3000, (await storage.Store.ReadAllAsync("aaaaaaaaaa")).Count);
        Assert.Equal(2, (await storage.Store.ListAsync(new BootQuery { Statuses = [BootStatus.Imported] }, TestContext.Current.CancellationToken)).Total);
        Assert.Empty(await storage.Store.ListUnfinishedAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Import_ThatFailsInTheMiddle_LeavesNothing()
    {
        await using var storage = await TemporaryStorage.OpenAsync();
        var (summary, journal) = Boot("bbbbbbbbbb", 5);
        List<JournalEntry> gap = [.. journal.Take(2), .. journal.Skip(3)];

        await Assert.ThrowsAsync<GuestfsException>(() =>
            storage.Store.ImportAsync([Boot("aaaaaaaaaa", 5), new StoredImport(summary, gap)], TestContext.Current.CancellationToken));

        Assert.Null(await storage.Store.FindAsync("aaaaaaaaaa", TestContext.Current.CancellationToken));
        Assert.Empty(await storage.Store.ReadAllAsync("aaaaaaaaaa"));
        Assert.Empty(await storage.Store.ReadAllAsync("bbbbbbbbbb"));
    }

    [Fact]
    public async Task Import_OnAFullDisk_LeavesNothingAndWorksLater()
    {
        await using var storage = await TemporaryStorage.OpenAsync();
        await storage.LimitPagesAsync(1);
        var (summary, _) = Boot("aaaaaaaaaa", 0);
        var random = new Random(1);
        List<JournalEntry> journal = [.. Enumerable.Range(0, 200).Select(i =>
        {
            var bytes = new byte[4000];
            random.NextBytes(bytes);
            return new JournalEntry(i, i, new OutputLine(OutputSource.Console, bytes, false));
        })];

        await Assert.ThrowsAsync<GuestfsException>(() => storage.Store.ImportAsync([new StoredImport(summary, journal)], TestContext.Current.CancellationToken));
        Assert.Null(await storage.Store.FindAsync(summary.Id, TestContext.Current.CancellationToken));
        await storage.LimitPagesAsync(1_000_000);
        await storage.Store.ImportAsync([new StoredImport(summary, journal)], TestContext.Current.CancellationToken);

        Assert.Equal(200, (await storage.Store.ReadAllAsync(summary.Id)).Count);
    }

    [Fact]
    public async Task Import_OfABootThatIsThere_LeavesItAsItWas()
    {
        await using var storage = await TemporaryStorage.OpenAsync();
        await storage.Store.ImportAsync([Boot("aaaaaaaaaa", 3)], TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<GuestfsException>(() => storage.Store.ImportAsync([Boot("aaaaaaaaaa", 9)], TestContext.Current.CancellationToken));

        Assert.Equal(3, (await storage.Store.ReadAllAsync("aaaaaaaaaa")).Count);
    }

    private static StoredImport Boot(string id, int lines) =>
        new(Samples.Summary(id, BootStatus.Imported), Samples.Lines(0, lines));
}
