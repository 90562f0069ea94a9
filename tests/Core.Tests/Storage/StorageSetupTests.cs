using Guestfs.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Guestfs.Core.Tests.Storage;

public class StorageSetupTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Migrate_MissingDirectory_MakesItForItsOwnerOnlyAndTheDatabaseInIt()
    {
        await using var parent = TemporaryStorage.Prepare();
        var directory = Path.Combine(parent.Directory, "a", "b");
        await using var storage = TemporaryStorage.Again(directory);

        await storage.Setup.MigrateAsync(Token);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(directory));
        await storage.Store.CreateAsync(Samples.Summary("b"), Token);
        Assert.NotNull(await storage.Store.FindAsync("b", Token));
    }

    [Fact]
    public async Task Migrate_RehearsalOfABoot_LeavesNothingBehind()
    {
        await using var storage = await TemporaryStorage.OpenAsync();
        await using var context = await storage.Contexts.CreateDbContextAsync(Token);

        Assert.Equal(0, await context.Boots.CountAsync(Token) + await context.Summaries.CountAsync(Token) + await context.Segments.CountAsync(Token));
    }

    [Fact]
    public async Task Migrate_AgainAfterAClose_KeepsEverything()
    {
        await using var first = await TemporaryStorage.OpenAsync();
        await first.Store.CreateAsync(Samples.Summary("b"), Token);
        await first.Store.AppendAsync(Samples.Summary("b"), Samples.Lines(0, 3), Token);
        first.Setup.Dispose();

        await using var second = TemporaryStorage.Again(first.Directory);
        await second.Setup.MigrateAsync(Token);

        Assert.Equal([0, 1, 2], await second.Store.ReadSequencesAsync("b"));
    }

    [Fact]
    public async Task Migrate_AfterAKill_KeepsEverythingThatWasAppended()
    {
        await using var storage = await TemporaryStorage.OpenAsync();
        await storage.Store.CreateAsync(Samples.Summary("b"), Token);
        for (var i = 0; i < 20; i++)
        {
            await storage.Store.AppendAsync(Samples.Summary("b") with { Entries = i + 1 }, Samples.Lines(i, 1), Token);
        }

        await using var left = await storage.KillAsync();

        Assert.Equal(Enumerable.Range(0, 20).Select(i => (long)i), await left.Store.ReadSequencesAsync("b"));
        Assert.Equal(["b"], await left.Store.ListUnfinishedAsync(Token));
        Assert.Equal(20, (await left.Store.FindAsync("b", Token))!.Entries);
    }

    [Fact]
    public async Task Migrate_KilledInTheMiddleOfAMigration_DoesNotWaitForTheDeadServer()
    {
        await using var storage = TemporaryStorage.Prepare();
        await storage.ExecuteAsync(
            """
            CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
            INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-05-03 09:00:00+00:00');
            """);

        await storage.Setup.MigrateAsync(Token).WaitAsync(TimeSpan.FromMinutes(1), Token);

        Assert.Empty(await storage.Store.ListUnfinishedAsync(Token));
    }

    [Fact]
    public async Task Migrate_DatabaseOfANewerVersion_IsRefusedAndUnchanged()
    {
        await using var storage = await TemporaryStorage.OpenAsync();
        storage.Setup.Dispose();
        await storage.ExecuteAsync("INSERT INTO \"__EFMigrationsHistory\" VALUES ('29990101000000_Later', '99.0.0')");
        var before = await File.ReadAllBytesAsync(storage.DatabasePath, Token);

        await using var again = TemporaryStorage.Again(storage.Directory);
        var failure = await Assert.ThrowsAsync<GuestfsException>(() => again.Setup.MigrateAsync(Token));

        Assert.Contains("was written by a newer version of Guestfs (it has step 29990101000000_Later); it was not changed.", failure.Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(storage.DatabasePath, Token));
    }

    [Fact]
    public async Task Migrate_FileThatIsNoDatabase_IsRefusedAndUnchanged()
    {
        await using var storage = TemporaryStorage.Prepare();
        var text = string.Concat(Enumerable.Repeat("This is a letter, not a database.\n", 200));
        await File.WriteAllTextAsync(storage.DatabasePath, text, Token);

        var failure = await Assert.ThrowsAsync<GuestfsException>(() => storage.Setup.MigrateAsync(Token));

        Assert.StartsWith($"The database {storage.DatabasePath} is damaged or is not a database of Guestfs; it was not changed.", failure.Message, StringComparison.Ordinal);
        Assert.Equal(text, await File.ReadAllTextAsync(storage.DatabasePath, Token));
    }

    [Fact]
    public async Task Prepare_OlderDatabaseThatAnotherProgramHolds_GoesOnAndMakesItShrinkableLater()
    {
        await using var storage = TemporaryStorage.Prepare();
        await storage.ExecuteAsync("PRAGMA journal_mode = WAL; CREATE TABLE Old (Id INTEGER)");
        await using var context = await storage.Contexts.CreateDbContextAsync(Token);
        context.Database.SetCommandTimeout(1);
        await context.Database.OpenConnectionAsync(Token);
        await context.Database.ExecuteSqlRawAsync("PRAGMA busy_timeout = 1", Token);
        await using (var other = new SqliteConnection($"Data Source={storage.DatabasePath};Pooling=False"))
        {
            await other.OpenAsync(Token);
            await using var transaction = await other.BeginTransactionAsync(Token);

            await SqliteDatabase.PrepareAsync(context, Token);

            Assert.Equal(0, await NumberAsync(context, "PRAGMA auto_vacuum"));
        }

        await SqliteDatabase.PrepareAsync(context, Token);
        Assert.Equal(2, await NumberAsync(context, "PRAGMA auto_vacuum"));
    }

    [Fact]
    public async Task Connection_OfTheStore_OverwritesWhatIsRemoved()
    {
        await using var storage = await TemporaryStorage.OpenAsync();
        await using var context = await storage.Contexts.CreateDbContextAsync(Token);

        Assert.Equal(1, await NumberAsync(context, "PRAGMA secure_delete"));
    }

    [Fact]
    public async Task Migrate_DatabaseThatLeadsNowhere_SaysItCannotBeOpened()
    {
        await using var storage = TemporaryStorage.Prepare();
        File.CreateSymbolicLink(storage.DatabasePath, Path.Combine(storage.Directory, "missing", "guestfs.db"));

        var failure = await Assert.ThrowsAsync<GuestfsException>(() => storage.Setup.MigrateAsync(Token));

        Assert.StartsWith($"The database {storage.DatabasePath} cannot be opened.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Append_DiskFull_SaysSoKeepsTheRestAndGoesOnOnceThereIsSpace()
    {
        await using var storage = await TemporaryStorage.OpenAsync();
        await storage.Store.CreateAsync(Samples.Summary("b"), Token);
        await storage.Store.AppendAsync(Samples.Summary("b"), Samples.Lines(0, 3), Token);
        await storage.LimitPagesAsync(1);

        var failure = await Assert.ThrowsAsync<GuestfsException>(() => storage.Store.AppendAsync(Samples.Summary("b"), Samples.Lines(3, 20_000), Token));

        Assert.Equal(
            $"The disk that holds {storage.DatabasePath} is full, so this was not stored; everything stored before is intact. Free some space there and try again.",
            failure.Message);
        Assert.Equal([0, 1, 2], await storage.Store.ReadSequencesAsync("b"));
        await storage.LimitPagesAsync(100_000);
        await storage.Store.AppendAsync(Samples.Summary("b"), Samples.Lines(3, 20_000), Token);
        Assert.Equal(20_003, (await storage.Store.ReadAllAsync("b")).Count);
    }

    [Fact]
    public async Task Migrate_DataDirectoryBelowAFile_SaysItCannotBeMade()
    {
        await using var parent = TemporaryStorage.Prepare();
        var file = Path.Combine(parent.Directory, "file");
        await File.WriteAllTextAsync(file, "", Token);
        await using var storage = TemporaryStorage.Again(Path.Combine(file, "data"));

        var failure = await Assert.ThrowsAsync<GuestfsException>(() => storage.Setup.MigrateAsync(Token));

        Assert.StartsWith($"The data directory {file}/data cannot be made:", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrate_TwoServersOnOneDirectory_RefusesTheSecondAndNamesTheFirst()
    {
        await using var first = await TemporaryStorage.OpenAsync();
        await using var second = TemporaryStorage.Again(first.Directory);

        var failure = await Assert.ThrowsAsync<GuestfsException>(() => second.Setup.MigrateAsync(Token));

        Assert.Equal(
            $"The data directory {first.Directory} is in use by another Guestfs server (process {Environment.ProcessId}), which goes on undisturbed. Stop that one first or choose another data directory.",
            failure.Message);
        await first.Store.CreateAsync(Samples.Summary("b"), Token);

        first.Setup.Dispose();
        await second.Setup.MigrateAsync(Token);
        Assert.NotNull(await second.Store.FindAsync("b", Token));
    }

    [Fact]
    public async Task Model_ComparedWithTheLastMigration_HasNoPendingChanges()
    {
        await using var storage = await TemporaryStorage.OpenAsync();
        await using var context = await storage.Contexts.CreateDbContextAsync(Token);

        Assert.False(context.Database.HasPendingModelChanges());
        Assert.Empty(await context.Database.GetPendingMigrationsAsync(Token));
    }

    private static async Task<long> NumberAsync(DbContext context, string pragma)
    {
        await context.Database.OpenConnectionAsync(Token);
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = pragma;
        var number = (long)(await command.ExecuteScalarAsync(Token))!;
        await context.Database.CloseConnectionAsync();
        return number;
    }
}
