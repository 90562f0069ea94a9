using Guestfs.Boots;
using Guestfs.Disks;
using Guestfs.Launching;
using Guestfs.Storage;

namespace Guestfs.Web.Configuration;

/// <summary>Turns settings into the engine and its store.</summary>
public static class EngineSetup
{
    /// <exception cref="StartRefusedException">One of libguestfs's environment variables has a value that cannot be used.</exception>
    public static void AddEngine(this IServiceCollection services, GuestfsOptions options)
    {
        var engine = EngineOptionsOf(options);
        services.AddGuestfsStorage(options.Data);
        services.AddGuestfsEngine(_ => engine);
    }

    /// <summary>Opens the store before anything reads it.</summary>
    /// <exception cref="StartRefusedException">Another server uses the data directory, or the database cannot be used.</exception>
    public static async Task OpenStorageAsync(this WebApplication app)
    {
        try
        {
            await app.Services.GetRequiredService<StorageSetup>().MigrateAsync(app.Lifetime.ApplicationStopping);
        }
        catch (GuestfsException error)
        {
            throw new StartRefusedException([error.Message]);
        }
    }

    private static EngineOptions EngineOptionsOf(GuestfsOptions options)
    {
        try
        {
            var launch = LaunchDefaults.FromEnvironment(Environment.GetEnvironmentVariable);
            return new EngineOptions
            {
                Appliance = Guestfs.Appliance.ApplianceOptions.FromEnvironment(
                    Environment.GetEnvironmentVariable, options.Appliance.Path, options.Appliance.CacheDirectory),
                Launch = launch with
                {
                    MemoryMiB = options.Qemu.DefaultMemoryMiB ?? launch.MemoryMiB,
                    TemporaryParent = options.Appliance.TemporaryDirectory ?? launch.TemporaryParent,
                },
                QemuPath = options.Qemu.Path,
                Roots = new DiskRoots(options.Disks.Roots.Select(static root => new DiskRoot(root.Key, root.Value))),
                StateDirectory = Path.Combine(options.Data, "state"),
                MaxConcurrentBoots = options.Boots.Concurrent,
                TimeLimit = TimeSpan.FromSeconds(options.Boots.TimeLimitSeconds),
                StageLimits = LimitsOf(options.Boots),
                KeepHeadBytes = (long)options.Retention.ConsoleHeadMiB << 20,
                KeepTailBytes = (long)options.Retention.ConsoleTailMiB << 20,
            };
        }
        catch (GuestfsException error)
        {
            throw new StartRefusedException([error.Message]);
        }
    }

    private static StageLimits LimitsOf(BootOptions boots)
    {
        var usual = new StageLimits();
        return usual with
        {
            ProveKvm = TimeSpan.FromSeconds(boots.KvmSilenceSeconds),
            Qemu = Of("qemu", usual.Qemu),
            Firmware = Of("firmware", usual.Firmware),
            Kernel = Of("kernel", usual.Kernel),
            Initrd = Of("initrd", usual.Initrd),
            Root = Of("root", usual.Root),
            Init = Of("init", usual.Init),
            Daemon = Of("daemon", usual.Daemon),
        };

        TimeSpan Of(string stage, TimeSpan fallback) =>
            boots.StallSeconds.TryGetValue(stage, out var seconds) ? TimeSpan.FromSeconds(seconds) : fallback;
    }
}
