using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;

namespace Guestfs.Storage.Sqlite;

/// <summary>Everything about storage that is so only because the database is SQLite.</summary>
internal sealed class SqliteDatabase
{
    private readonly string _connectionString;

    public SqliteDatabase(string path)
    {
        Path = path;
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true }.ToString();
    }

    public string Path { get; }

    public void Configure(DbContextOptionsBuilder options) => options
        .UseSqlite(_connectionString)
        .AddInterceptors(SqliteConnectionSettings.Instance)
        .ConfigureWarnings(static warnings => warnings.Log((RelationalEventId.CommandExecuted, LogLevel.Debug)));

    /// <summary>
    /// A transaction in which every read sees the same instant and no writer waits. Microsoft.Data.Sqlite takes the
    /// write lock for every isolation level but this one.
    /// </summary>
    public static Task<IDbContextTransaction> BeginReadAsync(DbContext context, CancellationToken cancellationToken) =>
        context.Database.BeginTransactionAsync(IsolationLevel.ReadUncommitted, cancellationToken);

    /// <summary>A transaction that holds the write lock from its start, so that what it reads stays true until it commits.</summary>
    public static Task<IDbContextTransaction> BeginWriteAsync(DbContext context, CancellationToken cancellationToken) =>
        context.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);

    /// <summary>Readies the file for migrations. Only the holder of the directory's lock may call this.</summary>
    public static async Task PrepareAsync(DbContext context, CancellationToken cancellationToken)
    {
        // Write-ahead logging lets readers go on while a boot is written; the file remembers it.
        await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellationToken).ConfigureAwait(false);

        // EF marks a running migration with a row and waits for it for ever when a killed server left it behind.
        await context.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Closes the connections kept for reuse; closing the last one folds the log into the file.</summary>
    public void Close()
    {
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }

    /// <summary>What a failure of SQLite means to the user, or null when <paramref name="exception"/> is something else.</summary>
    public GuestfsException? Explain(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException!)
        {
            if (cause is SqliteException failure)
            {
                return new GuestfsException(SqliteFailure.Describe(failure, Path), exception);
            }
        }

        return null;
    }
}
