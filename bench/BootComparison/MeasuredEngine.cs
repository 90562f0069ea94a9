using Guestfs.Appliance;
using Guestfs.Boots;
using Guestfs.Disks;
using Guestfs.Journal;
using Guestfs.Launching;
using Guestfs.Storage;
using Guestfs.Timeline;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Guestfs.Bench.BootComparison;

/// <summary>The engine with its real store in a directory that is thrown away.</summary>
internal sealed class MeasuredEngine(IHost host, string directory) : IAsyncDisposable
{
    private readonly IBootEngine _engine = host.Services.GetRequiredService<IBootEngine>();

    public static async Task<MeasuredEngine> StartAsync()
    {
        var directory = Directory.CreateTempSubdirectory("guestfs-bench-").FullName;
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddGuestfsStorage(directory);
        builder.Services.AddGuestfsEngine(_ => new EngineOptions
        {
            Appliance = ApplianceOptions.FromEnvironment(Environment.GetEnvironmentVariable),
            Launch = LaunchDefaults.FromEnvironment(Environment.GetEnvironmentVariable),
            Roots = new DiskRoots([]),
            StateDirectory = directory,
        });
        var host = builder.Build();
        await host.Services.GetRequiredService<StorageSetup>().MigrateAsync(CancellationToken.None);
        await host.StartAsync();
        return new MeasuredEngine(host, directory);
    }

    public async Task<Pass> MeasureAsync()
    {
        var before = Environment.CpuUsage.TotalTime;
        var boot = await _engine.StartAsync(new BootRequest { Accelerator = AcceleratorChoice.Tcg }, "bench", CancellationToken.None);
        await foreach (var entry in _engine.WatchAsync(boot.Id, 0, follow: true, CancellationToken.None))
        {
            if (entry.Event is BootEnded { Status: not BootStatus.Finished } failed)
            {
                throw new InvalidOperationException(failed.Sentence);
            }
        }

        var cpu = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        var summary = await _engine.FindAsync(boot.Id, CancellationToken.None) ?? throw new InvalidOperationException("The boot is gone.");
        var session = summary.Stages.Single(static stage => stage.Name == StageNames.Session).Duration / 1e9;
        return new Pass(summary.ReadyAfter!.Value / 1e9, session, (summary.Total / 1e9) - session, cpu);
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
        Directory.Delete(directory, recursive: true);
    }
}
