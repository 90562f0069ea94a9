using System.Net.Sockets;
using Guestfs.Boots;
using Guestfs.Boots.Retention;
using Guestfs.Disks;
using Guestfs.Launching;
using Guestfs.Storage;
using Guestfs.Timeline;
using Microsoft.AspNetCore.Connections;

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

    /// <summary>Serves until told to stop.</summary>
    /// <exception cref="StartRefusedException">The port is taken or not allowed.</exception>
    public static async Task ServeAsync(this WebApplication app, GuestfsOptions options)
    {
        try
        {
            await app.RunAsync();
        }
        catch (Exception error) when (error is IOException { InnerException: AddressInUseException } or SocketException)
        {
            throw new StartRefusedException(
                [$"{GuestfsOptions.Section}:Listen:Port is {options.Listen.Port}, and {options.Listen.Address} cannot be listened on there: {error.Message} Choose another with --port N, or 0 for a free one."]);
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
                    Environment.GetEnvironmentVariable, options.Appliance.Path, options.Appliance.CacheDirectory, options.Appliance.Supermin),
                AppliancePaths = [.. options.Appliance.Directories],
                Launch = launch with
                {
                    MemoryMiB = options.Qemu.DefaultMemoryMiB ?? launch.MemoryMiB,
                    TemporaryParent = options.Qemu.TemporaryDirectory ?? launch.TemporaryParent,
                },
                QemuPath = options.Qemu.Path,
                Roots = new DiskRoots(options.Disks.Roots.Select(static root => new DiskRoot(root.Key, root.Value))),
                StateDirectory = Path.Combine(options.Data, "state"),
                MaxConcurrentBoots = options.Boots.Concurrent,
                MaxQueuedBoots = options.Boots.Queued,
                TimeLimit = TimeSpan.FromSeconds(options.Boots.TimeLimitSeconds),
                StageLimits = LimitsOf(options.Boots),
                KeepHeadBytes = (long)options.Retention.ConsoleHeadMiB << 20,
                KeepTailBytes = (long)options.Retention.ConsoleTailMiB << 20,
                Retention = new RetentionLimits
                {
                    Age = options.Retention.Days > 0 ? TimeSpan.FromDays(options.Retention.Days) : null,
                    Boots = options.Retention.MaxBoots > 0 ? options.Retention.MaxBoots : null,
                    Bytes = options.Retention.MaxBytes > 0 ? options.Retention.MaxBytes : null,
                },
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
            Qemu = Of(StageNames.Qemu, usual.Qemu),
            Firmware = Of(StageNames.Firmware, usual.Firmware),
            Kernel = Of(StageNames.Kernel, usual.Kernel),
            Initrd = Of(StageNames.Initrd, usual.Initrd),
            Root = Of(StageNames.Root, usual.Root),
            Init = Of(StageNames.Init, usual.Init),
            Daemon = Of(StageNames.Daemon, usual.Daemon),
            Session = Of(StageNames.Session, usual.Session),
            Shutdown = Of(StageNames.Shutdown, usual.Shutdown),
        };

        TimeSpan Of(string stage, TimeSpan fallback) =>
            boots.StallSeconds.TryGetValue(stage, out var seconds) ? TimeSpan.FromSeconds(seconds) : fallback;
    }
}
