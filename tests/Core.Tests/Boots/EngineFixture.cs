using Guestfs.Appliance;
using Guestfs.Boots;
using Guestfs.Disks;
using Guestfs.Journal;
using Guestfs.Launching;
using Guestfs.Pins;
using Guestfs.Storage;
using Guestfs.Timeline;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Guestfs.Core.Tests.Boots;

/// <summary>A real engine on a real store in a directory of its own.</summary>
public sealed class EngineFixture : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private EngineFixture(ServiceProvider services, string directory)
    {
        _services = services;
        Directory = directory;
    }

    public string Directory { get; }

    public string Images => Path.Combine(Directory, "images");

    public IBootEngine Engine => _services.GetRequiredService<IBootEngine>();

    public IJournalStore Store => _services.GetRequiredService<IJournalStore>();

    public PinDesk Pins => _services.GetRequiredService<PinDesk>();

    public static async Task<EngineFixture> StartAsync(Func<EngineOptions, EngineOptions>? change = null, string? directory = null)
    {
        directory ??= System.IO.Directory.CreateTempSubdirectory("guestfs-engine-").FullName;
        System.IO.Directory.CreateDirectory(Path.Combine(directory, "images"));
        var options = OptionsIn(directory);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddGuestfsStorage(Path.Combine(directory, "data"));
        services.AddGuestfsEngine(_ => change?.Invoke(options) ?? options);
        var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<StorageSetup>().MigrateAsync(TestContext.Current.CancellationToken);
        foreach (var hosted in provider.GetServices<IHostedService>())
        {
            await hosted.StartAsync(TestContext.Current.CancellationToken);
        }

        return new EngineFixture(provider, directory);
    }

    /// <summary>The appliance of this host, and everything else below a directory.</summary>
    public static EngineOptions OptionsIn(string directory) => new()
    {
        Appliance = ApplianceOptions.FromEnvironment(Environment.GetEnvironmentVariable),
        Launch = new LaunchDefaults(),
        Roots = new DiskRoots([new DiskRoot("images", Path.Combine(directory, "images"))]),
        StateDirectory = Path.Combine(directory, "state"),
    };

    public async Task<IReadOnlyList<JournalEntry>> RunAsync(BootRequest request)
    {
        var boot = await Engine.StartAsync(request, "test", TestContext.Current.CancellationToken);
        return await WatchAsync(boot.Id);
    }

    public async Task<IReadOnlyList<JournalEntry>> WatchAsync(string bootId, long from = 0)
    {
        var entries = new List<JournalEntry>();
        await foreach (var entry in Engine.WatchAsync(bootId, from, follow: true, TestContext.Current.CancellationToken))
        {
            entries.Add(entry);
        }

        return entries;
    }

    /// <summary>Watches until an event of this kind comes.</summary>
    public async Task<T> WaitForAsync<T>(string bootId, Func<T, bool>? matches = null)
        where T : BootEvent
    {
        await foreach (var entry in Engine.WatchAsync(bootId, 0, follow: true, TestContext.Current.CancellationToken))
        {
            if (entry.Event is T found && matches?.Invoke(found) != false)
            {
                return found;
            }
        }

        throw new InvalidOperationException($"The boot ended without {typeof(T).Name}.");
    }

    public static BootFold Fold(IEnumerable<JournalEntry> entries)
    {
        var fold = new BootFold();
        foreach (var entry in entries)
        {
            fold.Add(entry);
        }

        return fold;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var hosted in _services.GetServices<IHostedService>())
        {
            await hosted.StopAsync(CancellationToken.None);
        }

        await _services.DisposeAsync();
        System.IO.Directory.Delete(Directory, recursive: true);
    }
}
