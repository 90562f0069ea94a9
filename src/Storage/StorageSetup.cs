using Guestfs.Storage.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Guestfs.Storage;

/// <summary>Takes the data directory for this server and brings its database up to date. Disposing lets the directory go.</summary>
public sealed class StorageSetup : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly IDbContextFactory<GuestfsDbContext> _contexts;
    private readonly SqliteDatabase _database;
    private DataDirectoryLock? _lock;

    internal StorageSetup(IDbContextFactory<GuestfsDbContext> contexts, SqliteDatabase database)
    {
        _contexts = contexts;
        _database = database;
    }

    /// <summary>Call once, before anything is stored.</summary>
    /// <exception cref="GuestfsException">
    /// The directory cannot be made or is in use by another server, or the database is unreadable, newer than this program or out of space.
    /// </exception>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        var directory = Path.GetDirectoryName(_database.Path)!;
        try
        {
            // Consoles can hold secrets of guests, so other users may not look.
            Directory.CreateDirectory(directory, OwnerOnly);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new GuestfsException($"The data directory {directory} cannot be made: {exception.Message} Choose another one or correct its permissions.", exception);
        }

        _lock ??= DataDirectoryLock.Take(directory);
        try
        {
            var context = await _contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
            await using (context.ConfigureAwait(false))
            {
                await RefuseNewerAsync(context, cancellationToken).ConfigureAwait(false);
                await SqliteDatabase.PrepareAsync(context, cancellationToken).ConfigureAwait(false);
                await context.Database.MigrateAsync(cancellationToken).ConfigureAwait(false);
                var rehearsal = await SqliteDatabase.BeginWriteAsync(context, cancellationToken).ConfigureAwait(false);
                await using (rehearsal.ConfigureAwait(false))
                {
                    await StorageRehearsal.RunAsync(context, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (Exception exception) when (_database.Explain(exception) is { } explained)
        {
            throw explained;
        }
    }

    public void Dispose()
    {
        _database.Close();
        _lock?.Dispose();
    }

    private async Task RefuseNewerAsync(GuestfsDbContext context, CancellationToken cancellationToken)
    {
        var applied = await context.Database.GetAppliedMigrationsAsync(cancellationToken).ConfigureAwait(false);
        if (applied.Except(context.Database.GetMigrations()).LastOrDefault() is { } unknown)
        {
            throw new GuestfsException(
                $"The database {_database.Path} was written by a newer version of Guestfs (it has step {unknown}); it was not changed. Start that version or choose another data directory.");
        }
    }
}
