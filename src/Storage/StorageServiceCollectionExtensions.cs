using Guestfs.Boots;
using Guestfs.Boots.Retention;
using Guestfs.Pins;
using Guestfs.Shares;
using Guestfs.Storage.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guestfs.Storage;

public static class StorageServiceCollectionExtensions
{
    public const string DatabaseFileName = "guestfs.db";

    /// <summary>
    /// Adds <see cref="IJournalStore"/>, <see cref="IShareStore"/>, <see cref="IPinStore"/>, <see cref="IBadgeStore"/> and <see cref="IRetentionStore"/> over a database in <paramref name="dataDirectory"/>, and <see cref="StorageSetup"/>,
    /// whose <see cref="StorageSetup.MigrateAsync"/> must have run before the store is used.
    /// </summary>
    public static IServiceCollection AddGuestfsStorage(this IServiceCollection services, string dataDirectory) =>
        services.AddGuestfsStorage(_ => dataDirectory);

    /// <inheritdoc cref="AddGuestfsStorage(IServiceCollection, string)"/>
    /// <param name="dataDirectory">Names the directory once the configuration is complete.</param>
    public static IServiceCollection AddGuestfsStorage(this IServiceCollection services, Func<IServiceProvider, string> dataDirectory)
    {
        services.AddSingleton(provider => new SqliteDatabase(Path.Combine(Path.GetFullPath(dataDirectory(provider)), DatabaseFileName)));
        services.AddPooledDbContextFactory<GuestfsDbContext>(static (provider, options) =>
            provider.GetRequiredService<SqliteDatabase>().Configure(options));
        services.AddSingleton(static provider => new StorageSetup(
            provider.GetRequiredService<IDbContextFactory<GuestfsDbContext>>(),
            provider.GetRequiredService<SqliteDatabase>()));
        services.AddSingleton<DatabaseTransactions>();
        services.AddSingleton<IJournalStore, JournalStore>();
        services.AddSingleton<IShareStore, ShareStore>();
        services.AddSingleton<IRetentionStore, RetentionStore>();
        services.AddSingleton<IPinStore, PinStore>();
        services.AddSingleton<IBadgeStore, BadgeStore>();
        return services;
    }
}
