using Guestfs.Boots;
using Guestfs.Boots.Retention;
using Guestfs.Pins;
using Guestfs.Shares;
using Guestfs.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guestfs.Core.Tests.Storage;

/// <summary>A real database in a directory of its own, as one server opens it.</summary>
internal sealed class TemporaryStorage : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly bool _owner;

    private TemporaryStorage(string directory, bool owner)
    {
        Directory = directory;
        _owner = owner;
        _services = new ServiceCollection().AddGuestfsStorage(directory).BuildServiceProvider();
    }

    public string Directory { get; }

    public string DatabasePath => Path.Combine(Directory, StorageServiceCollectionExtensions.DatabaseFileName);

    public IJournalStore Store => _services.GetRequiredService<IJournalStore>();

    public IShareStore Shares => _services.GetRequiredService<IShareStore>();

    public IRetentionStore Retention => _services.GetRequiredService<IRetentionStore>();

    public IPinStore Pins => _services.GetRequiredService<IPinStore>();

    public StorageSetup Setup => _services.GetRequiredService<StorageSetup>();

    public IDbContextFactory<GuestfsDbContext> Contexts => _services.GetRequiredService<IDbContextFactory<GuestfsDbContext>>();

    /// <summary>A new directory, not yet set up.</summary>
    public static TemporaryStorage Prepare() => new(System.IO.Directory.CreateTempSubdirectory("guestfs-storage-").FullName, owner: true);

    /// <summary>A new directory with an empty database.</summary>
    public static async Task<TemporaryStorage> OpenAsync()
    {
        var storage = Prepare();
        await storage.Setup.MigrateAsync(TestContext.Current.CancellationToken);
        return storage;
    }

    /// <summary>The same directory once more, not yet set up.</summary>
    public static TemporaryStorage Again(string directory) => new(directory, owner: false);

    /// <summary>A new directory with the files as they lie on the disk now: what a killed server leaves.</summary>
    public async Task<TemporaryStorage> KillAsync()
    {
        var left = Prepare();
        foreach (var file in System.IO.Directory.GetFiles(Directory, "guestfs.db*"))
        {
            File.Copy(file, Path.Combine(left.Directory, Path.GetFileName(file)));
        }

        await left.Setup.MigrateAsync(TestContext.Current.CancellationToken);
        return left;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={DatabasePath};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Lets the database grow to so many pages only (or its present size): SQLite then fails as on a full disk.</summary>
    public async Task LimitPagesAsync(int pages)
    {
        // The limit belongs to the connection, which the pool then hands to the store.
        await using var context = await Contexts.CreateDbContextAsync(TestContext.Current.CancellationToken);
        await context.Database.ExecuteSqlRawAsync(FormattableString.Invariant($"PRAGMA max_page_count = {pages}"), TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (_owner)
        {
            System.IO.Directory.Delete(Directory, recursive: true);
        }
    }
}
