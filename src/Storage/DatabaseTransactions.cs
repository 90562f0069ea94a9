using Guestfs.Storage.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Guestfs.Storage;

/// <summary>Runs work in one transaction on a context of its own, and says what a failure of the database means.</summary>
internal sealed class DatabaseTransactions(IDbContextFactory<GuestfsDbContext> contexts, SqliteDatabase database)
{
    /// <summary>Everything that <paramref name="read"/> reads is of one instant.</summary>
    public async Task<T> ReadAsync<T>(Func<GuestfsDbContext, Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
            await using (context.ConfigureAwait(false))
            {
                var transaction = await SqliteDatabase.BeginReadAsync(context, cancellationToken).ConfigureAwait(false);
                await using (transaction.ConfigureAwait(false))
                {
                    return await read(context).ConfigureAwait(false);
                }
            }
        }
        catch (Exception exception) when (database.Explain(exception) is { } explained)
        {
            throw explained;
        }
    }

    /// <summary>Saves what <paramref name="write"/> changed, all of it or nothing. Writers follow one another.</summary>
    public async Task WriteAsync(Func<GuestfsDbContext, Task> write, CancellationToken cancellationToken)
    {
        try
        {
            var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
            await using (context.ConfigureAwait(false))
            {
                var transaction = await SqliteDatabase.BeginWriteAsync(context, cancellationToken).ConfigureAwait(false);
                await using (transaction.ConfigureAwait(false))
                {
                    await write(context).ConfigureAwait(false);
                    await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
                    await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (Exception exception) when (database.Explain(exception) is { } explained)
        {
            throw explained;
        }
    }
}
