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
        await GiveBackSpaceAsync(context, cancellationToken).ConfigureAwait(false);

        // Write-ahead logging lets readers go on while a boot is written; the file remembers it.
        await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellationToken).ConfigureAwait(false);

        // EF marks a running migration with a row and waits for it for ever when a killed server left it behind.
        await context.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The size of the file and the part of it that holds nothing, in bytes.</summary>
    public static async Task<(long Bytes, long Unused)> MeasureAsync(DbContext context, CancellationToken cancellationToken)
    {
        var page = await AskAsync(context, "PRAGMA page_size", cancellationToken).ConfigureAwait(false);
        return (page * await AskAsync(context, "PRAGMA page_count", cancellationToken).ConfigureAwait(false),
            page * await AskAsync(context, "PRAGMA freelist_count", cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Takes so many unused pages off the end of the file, and holds the write lock as long as that takes.</summary>
    public static async Task ShrinkAsync(DbContext context, int pages, CancellationToken cancellationToken)
    {
        // The pragma frees one page for each row it answers, so its rows must be read to the last.
        await AskAsync(context, FormattableString.Invariant($"PRAGMA incremental_vacuum({pages})"), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Closes the connections kept for reuse; closing the last one folds the log into the file.</summary>
    public void Close()
    {
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }

    /// <summary>
    /// Lets unused pages be taken off the file a few at a time. A new file is made so; an older one is written anew once, which takes
    /// some seconds a gigabyte and as much space again. Where that fails for want of space or because another program holds the
    /// file it stays as it is, and unused pages are only filled again.
    /// </summary>
    private static async Task GiveBackSpaceAsync(DbContext context, CancellationToken cancellationToken)
    {
        const int incremental = 2;
        if (await AskAsync(context, "PRAGMA auto_vacuum", cancellationToken).ConfigureAwait(false) == incremental)
        {
            return;
        }

        try
        {
            // Both on one connection, for the first only prepares what the second does.
            await context.Database.ExecuteSqlRawAsync("PRAGMA auto_vacuum = INCREMENTAL; VACUUM", cancellationToken).ConfigureAwait(false);
        }
        catch (SqliteException exception) when (SqliteFailure.MayPass(exception))
        {
            // The next start tries again.
        }
    }

    /// <summary>The first number of the last row.</summary>
    private static async Task<long> AskAsync(DbContext context, string pragma, CancellationToken cancellationToken)
    {
        await context.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var command = context.Database.GetDbConnection().CreateCommand();
            await using (command.ConfigureAwait(false))
            {
                command.CommandText = pragma;
                var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    var answer = 0L;
                    while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                    {
                        answer = reader.FieldCount > 0 && !reader.IsDBNull(0) ? reader.GetInt64(0) : 0;
                    }

                    return answer;
                }
            }
        }
        finally
        {
            await context.Database.CloseConnectionAsync().ConfigureAwait(false);
        }
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
