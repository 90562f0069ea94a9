using Guestfs.Boots;
using Guestfs.Boots.Checks;
using Guestfs.Boots.Retention;
using Guestfs.Disks;
using Guestfs.Imports;
using Guestfs.Launching;
using Guestfs.Pins;
using Guestfs.Shares;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Guestfs;

/// <summary>The only composition code of the engine.</summary>
public static class GuestfsServices
{
    /// <summary>Adds <see cref="IBootEngine"/>, which needs an <see cref="IJournalStore"/> beside it, <see cref="ShareDesk"/>, which needs an <see cref="IShareStore"/>, <see cref="BadgeDesk"/>, which needs an <see cref="IBadgeStore"/>, <see cref="PinDesk"/>, which needs an <see cref="IPinStore"/>, <see cref="RetentionDesk"/>, which needs an <see cref="IRetentionStore"/>, and <see cref="EngineOptions"/> made by <paramref name="options"/>.</summary>
    public static IServiceCollection AddGuestfsEngine(this IServiceCollection services, Func<IServiceProvider, EngineOptions> options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(static provider => provider.GetRequiredService<EngineOptions>().Roots);
        services.AddSingleton<DiskCatalog>();
        services.AddSingleton<DiskPreparer>();
        services.AddSingleton<DiskRequestCheck>();
        services.AddSingleton<AcceleratorMemory>();
        services.AddSingleton<StoreHealth>();
        services.AddSingleton<EngineChecks>();
        services.AddRetention();
        services.AddSingleton<GuestLauncher>();
        services.AddSingleton(static provider => new QemuProbe(
            provider.GetRequiredService<EngineOptions>().StateDirectory, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(static provider => new BootQueue(BootSlots.Of(provider.GetRequiredService<EngineOptions>())));
        services.AddSingleton<EngineParts>();
        services.AddSingleton<ImportTurns>();
        services.AddSingleton<IBootImports, BootImports>();
        services.AddSingleton<LiveBoots>();
        services.AddSingleton<SharedBoots>();
        services.AddSingleton<IBootEngine, BootEngine>();
        services.AddSingleton<ShareDesk>();
        services.AddSingleton<PinDesk>();
        services.AddSingleton<BadgeDesk>();
        services.AddSingleton<IHostedService>(static provider => provider.GetRequiredService<LiveBoots>());
        return services;
    }

    private static void AddRetention(this IServiceCollection services)
    {
        services.AddSingleton(static provider => provider.GetRequiredService<EngineOptions>().Retention);
        services.AddSingleton<RetentionState>();
        services.AddSingleton<BootRemover>();
        services.AddSingleton<RetentionDesk>();
        services.AddSingleton<RetentionSweep>();
        services.AddSingleton<IHostedService>(static provider => provider.GetRequiredService<RetentionSweep>());
    }
}
