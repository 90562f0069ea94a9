using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Guestfs.Storage.Sqlite;

/// <summary>Sets what SQLite forgets when a connection closes.</summary>
internal sealed class SqliteConnectionSettings : DbConnectionInterceptor
{
    // synchronous NORMAL: a killed process loses nothing that was committed; a power cut may lose the last moments, never the file.
    // busy_timeout: SQLite's own wait for another writer, in milliseconds, which looks again far sooner than the driver does.
    // journal_size_limit: one flood of console output does not leave a large log behind.
    // secure_delete: what a removed boot held is overwritten, not only marked as free.
    private const string Settings =
        "PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 10000; PRAGMA journal_size_limit = 67108864; PRAGMA secure_delete = ON;";

    public static readonly SqliteConnectionSettings Instance = new();

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Settings;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(
        DbConnection connection,
        ConnectionEndEventData eventData,
        CancellationToken cancellationToken = default)
    {
        var command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = Settings;
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
