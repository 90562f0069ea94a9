using Guestfs.Boots;
using Guestfs.Boots.Retention;
using Guestfs.Journal;
using Guestfs.Timeline;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Guestfs.Core.Tests.Storage;

public sealed class RetentionStoreTests
{
    private static readonly DateTimeOffset Now = Samples.Start.AddDays(1);
    private static readonly RetentionLimits AnyAge = new() { Age = TimeSpan.Zero };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Remove_PastBoot_LeavesNoRowOfIt()
    {
        await using var storage = await TemporaryStorage.OpenAsync();
        await AddAsync(storage, "aaaaaaaaaa");
        await AddAsync(storage, "bbbbbbbbbb");

        var removal = await storage.Retention.RemoveAsync("aaaaaaaaaa", "kim", Now, Token);

        Assert.Equal(RemovalAnswer.Removed, removal.Answer);
        Assert.True(removal.Bytes > 0);
        Assert.Null(await storage.Store.FindAsync("aaaaaaaaaa", Token));
        Assert.Equal([0], (await CountsOfAsync(storage, "aaaaaaaaaa")).Distinct());
        Assert.Equal(4, (await storage.Store.ReadAllAsync("bbbbbbbbbb")).Count);
        Assert.Equal(RemovalAnswer.Unknown, (await storage.Retention.RemoveAsync("aaaaaaaaaa", "kim", Now, Token)).Answer);
    }

    [Fact]
    public async Task Remove_BootThatIsNotOver_IsRefused()
    {
        await using var storage = await TemporaryStorage.OpenAsync();
        await storage.Store.CreateAsync(Samples.Summary("aaaaaaaaaa"), Token);
        await storage.Store.AppendAsync(Samples.Summary("aaaaaaaaaa"), Samples.Lines(0, 3), Token);

        Assert.Equal(RemovalAnswer.NotOver, (await storage.Retention.RemoveAsync("aaaaaaaaaa", "kim", Now, Token)).Answer);

        // The summary may be ahead of what is stored of the journal.
        await storage.Store.AppendAsync(Samples.Summary("aaaaaaaaaa", BootStatus.Finished), Samples.Lines(3, 3), Token);
        Assert.Equal(RemovalAnswer.NotOver, (await storage.Retention.RemoveAsync("aaaaaaaaaa", "kim", Now, Token)).Answer);
        Assert.Equal(6, (await storage.Store.ReadAllAsync("aaaaaaaaaa")).Count);
    }

    [Fact]
    public async Task Remove_KeptBoot_IsRefusedUntilTheMarkIsGone()
    {
        await using var storage = await TemporaryStorage.OpenAsync();
        await AddAsync(storage, "aaaaaaaaaa");
        await storage.Retention.KeepAsync("aaaaaaaaaa", "kim", Token);

        Assert.Equal(RemovalAnswer.Kept, (await storage.Retention.RemoveAsync("aaaaaaaaaa", "lee", Now, Token)).Answer);
        Assert.Equal(RemovalAnswer.Kept, (await storage.Retention.RemoveDueAsync("aaaaaaaaaa", AnyAge, Now, Token)).Answer);

        await storage.Retention.KeepAsync("aaaaaaaaaa", null, Token);
        Assert.Equal(RemovalAnswer.Removed, (await storage.Retention.RemoveAsync("aaaaaaaaaa", "lee", Now, Token)).Answer);
        Assert.False(await storage.Retention.KeepAsync("aaaaaaaaaa", "kim", Token));
    }

    [Fact]
    public async Task Remove_SharedSinceRetentionLooked_IsRefusedToRetentionAlone()
    {
        await using var storage = await TemporaryStorage.OpenAsync();
        await AddAsync(storage, "aaaaaaaaaa");
        await storage.Shares.AddAsync(new() { Id = "s", BootId = "aaaaaaaaaa", CreatedBy = "kim", CreatedAt = Samples.Start }, [1], 10, Token);

        Assert.Equal(RemovalAnswer.Shared, (await storage.Retention.RemoveDueAsync("aaaaaaaaaa", AnyAge, Now, Token)).Answer);
        await storage.Retention.AnnounceAsync("aaaaaaaaaa", Now.AddDays(1), Token);
        Assert.Equal(RemovalAnswer.Shared, (await storage.Retention.RemoveDueAsync("aaaaaaaaaa", AnyAge, Now, Token)).Answer);

        var removal = await storage.Retention.RemoveAsync("aaaaaaaaaa", "lee", Now, Token);
        Assert.Equal(["s"], removal.Shares);
        var share = await storage.Shares.FindAsync("s", Token);
        Assert.Equal((Now, "lee"), (share!.BootRemovedAt, share.BootRemovedBy));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task RemoveDue_OthersKeptOrDeletedSinceRetentionLooked_TakesNoMoreThanTheLimit(bool byBytes, bool kept)
    {
        await using var storage = await TemporaryStorage.OpenAsync();
        await AddAsync(storage, "aaaaaaaaaa");
        await AddAsync(storage, "bbbbbbbbbb");
        await AddAsync(storage, "cccccccccc");
        await AddAsync(storage, "dddddddddd");
        var boots = await storage.Retention.ListOldestAsync(null, 10, Now, Token);
        var limits = byBytes ? new RetentionLimits { Bytes = boots[2].Bytes + boots[3].Bytes } : new RetentionLimits { Boots = 2 };

        Assert.Equal(RemovalAnswer.Removed, (await storage.Retention.RemoveDueAsync("aaaaaaaaaa", limits, Now, Token)).Answer);
        await (kept ? (Task)storage.Retention.KeepAsync("cccccccccc", "kim", Token) : storage.Retention.RemoveAsync("cccccccccc", "kim", Now, Token));

        Assert.Equal(RemovalAnswer.NotDue, (await storage.Retention.RemoveDueAsync("bbbbbbbbbb", limits, Now, Token)).Answer);
        Assert.NotNull(await storage.Store.FindAsync("bbbbbbbbbb", Token));
        Assert.Equal(RemovalAnswer.NotDue, (await storage.Retention.RemoveDueAsync("bbbbbbbbbb", new RetentionLimits(), Now, Token)).Answer);
        Assert.Equal(RemovalAnswer.Removed, (await storage.Retention.RemoveDueAsync("bbbbbbbbbb", AnyAge, Now, Token)).Answer);
    }

    [Fact]
    public async Task EndOrder_OfARemovedBoot_IsNotGivenAgain()
    {
        await using var storage = await TemporaryStorage.OpenAsync();
        await AddAsync(storage, "aaaaaaaaaa");
        await AddAsync(storage, "bbbbbbbbbb");
        var seen = await storage.Store.ListAsync(new(), Token);
        await storage.Retention.RemoveAsync("bbbbbbbbbb", "kim", Now, Token);
        await AddAsync(storage, "cccccccccc");

        var page = await storage.Store.ListAsync(new() { AsOf = seen.AsOf }, Token);

        Assert.Equal(["aaaaaaaaaa"], page.Past.Select(static boot => boot.Id));
    }

    [Fact]
    public async Task Bytes_OfABootThatIsOver_AreThoseOfItsStoredJournal()
    {
        await using var storage = await TemporaryStorage.OpenAsync();
        await AddAsync(storage, "aaaaaaaaaa", lines: 3);
        await AddAsync(storage, "bbbbbbbbbb", lines: 3_000);
        await storage.Retention.KeepAsync("bbbbbbbbbb", "kim", Token);

        var found = await storage.Retention.FindAsync(["aaaaaaaaaa", "bbbbbbbbbb", "nothere"], Now, Token);
        var totals = await storage.Retention.CountAsync(Token);

        Assert.Equal(["aaaaaaaaaa", "bbbbbbbbbb"], found.Keys.Order());
        Assert.True(found["bbbbbbbbbb"].Bytes > 2 * found["aaaaaaaaaa"].Bytes);
        Assert.Equal(new StoredTotals(1, found["aaaaaaaaaa"].Bytes, 1, found["bbbbbbbbbb"].Bytes), totals);
        Assert.Equal(await NumberAsync(storage, "SELECT SUM(LENGTH(Payload)) FROM JournalSegments") + await NumberAsync(storage, "SELECT SUM(LENGTH(Json)) FROM Summaries"), totals.Bytes + totals.KeptBytes);
    }

    [Fact]
    public async Task OverAt_OfAnImportedBoot_IsItsImport()
    {
        await using var storage = await TemporaryStorage.OpenAsync();
        var summary = Samples.Summary("aaaaaaaaaa", BootStatus.Imported) with
        {
            RequestedAt = Samples.Start.AddYears(-12),
            Imported = new BootImport("old.log", "log", Samples.Start, "kim", BootStatus.Failed),
        };
        await storage.Store.ImportAsync([new StoredImport(summary, Samples.Lines(0, 2))], Token);

        Assert.Equal(Samples.Start, (await storage.Retention.FindAsync(["aaaaaaaaaa"], Now, Token)).Values.Single().OverAt);
    }

    [Fact]
    public async Task Shrink_AfterLargeBootsWereRemoved_GivesTheSpaceBack()
    {
        await using var storage = await TemporaryStorage.OpenAsync();
        var noise = new byte[1 << 20];
        new Random(7).NextBytes(noise);
        for (var i = 0; i < 30; i++)
        {
            await storage.Store.CreateAsync(Samples.Summary($"aaaaaaaa{i:d2}"), Token);
            await storage.Store.AppendAsync(
                Samples.Summary($"aaaaaaaa{i:d2}", BootStatus.Finished),
                [new(0, 0, new OutputLine(OutputSource.Console, noise, Terminated: true)), Samples.End(1)],
                Token);
        }

        var full = await storage.Retention.MeasureAsync(Token);
        for (var i = 0; i < 29; i++)
        {
            await storage.Retention.RemoveAsync($"aaaaaaaa{i:d2}", "kim", Now, Token);
        }

        var removed = await storage.Retention.MeasureAsync(Token);
        while (await storage.Retention.ShrinkAsync(Token))
        {
        }

        var shrunk = await storage.Retention.MeasureAsync(Token);
        Assert.Equal(full.Bytes, removed.Bytes);
        Assert.True(removed.Unused > 25 << 20);
        Assert.InRange(shrunk.Unused, 0, 16 << 20);
        Assert.True(shrunk.Bytes < full.Bytes / 2);
        Assert.Equal(2, (await storage.Store.ReadAllAsync("aaaaaaaa29")).Count);
    }

    [Fact]
    public async Task Migrate_DatabaseFromBeforeRetention_CountsWhatIsThereAndCanShrink()
    {
        await using var storage = TemporaryStorage.Prepare();
        await using (var context = await storage.Contexts.CreateDbContextAsync(Token))
        {
            await context.GetService<IMigrator>().MigrateAsync("20261123010742_Shares", Token);
        }

        await storage.ExecuteAsync(
            """
            INSERT INTO Boots (Id, Status, RequestedAt, Total, EndOrder, HasEnd, NextSequence, Search) VALUES
                ('aaaaaaaaaa', 'Finished', 1000000, 5000000000, 1, 1, 2, ''), ('bbbbbbbbbb', 'Imported', 1000000, 5000000000, 2, 1, 2, ''), ('cccccccccc', 'Booting', 1000000, 0, NULL, 0, 0, '');
            INSERT INTO Summaries (BootId, Json) VALUES
                ('aaaaaaaaaa', CAST('{"id":"aaaaaaaaaa","imported":null}' AS BLOB)),
                ('bbbbbbbbbb', CAST('{"id":"bbbbbbbbbb","imported":{"file":null,"kind":"log","at":"2026-05-03T09:00:00.1234567+00:00","by":"kim","outcome":"failed"}}' AS BLOB)),
                ('cccccccccc', CAST('{"id":"cccccccccc"}' AS BLOB));
            INSERT INTO JournalSegments (BootId, LastSequence, FirstSequence, Size, Payload) VALUES ('aaaaaaaaaa', 1, 0, 9, zeroblob(100));
            """);
        SqliteConnection.ClearAllPools();
        await storage.Setup.MigrateAsync(Token);

        var boots = await storage.Retention.FindAsync(["aaaaaaaaaa", "bbbbbbbbbb", "cccccccccc"], Now, Token);

        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1_005_000), boots["aaaaaaaaaa"].OverAt);
        Assert.Equal(100 + """{"id":"aaaaaaaaaa","imported":null}""".Length, boots["aaaaaaaaaa"].Bytes);
        Assert.Equal(Samples.Start, boots["bbbbbbbbbb"].OverAt);
        Assert.Null(boots["cccccccccc"].OverAt);
        Assert.Equal(2, await NumberAsync(storage, "PRAGMA auto_vacuum"));
    }

    private static async Task AddAsync(TemporaryStorage storage, string id, int lines = 3)
    {
        await storage.Store.CreateAsync(Samples.Summary(id), Token);
        await storage.Store.AppendAsync(Samples.Summary(id, BootStatus.Finished), [.. Samples.Lines(0, lines), Samples.End(lines)], Token);
    }

    private static async Task<IReadOnlyList<long>> CountsOfAsync(TemporaryStorage storage, string id) =>
    [
        await NumberAsync(storage, $"SELECT COUNT(*) FROM Boots WHERE Id = '{id}'"),
        await NumberAsync(storage, $"SELECT COUNT(*) FROM Summaries WHERE BootId = '{id}'"),
        await NumberAsync(storage, $"SELECT COUNT(*) FROM JournalSegments WHERE BootId = '{id}'"),
    ];

    private static async Task<long> NumberAsync(TemporaryStorage storage, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={storage.DatabasePath};Pooling=False");
        await connection.OpenAsync(Token);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)(await command.ExecuteScalarAsync(Token))!;
    }
}
