using Guestfs.Disks;
using Guestfs.Processes;

namespace Guestfs.Appliance;

/// <summary>Finds the appliance and makes sure that it is built and current.</summary>
public static class ApplianceBuilder
{
    private const int ReadAttempts = 20;
    private static readonly TimeSpan ReadRetryDelay = TimeSpan.FromMilliseconds(50);

    /// <param name="force">Build anew even when the cached appliance is current. Fixed and old-style appliances are never built.</param>
    /// <exception cref="GuestfsException">There is no appliance, the cache is not safe to use, or supermin failed.</exception>
    public static async Task<ApplianceFiles> PrepareAsync(
        ApplianceOptions options,
        bool force,
        IApplianceObserver observer,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(observer);
        ArgumentNullException.ThrowIfNull(time);
        var serial = new SerialObserver(observer);
        var location = AppliancePath.Find(options.SearchPath);
        serial.Selected(location.Kind, location.Directory);
        return location.Kind == ApplianceKind.Supermin
            ? await BuildAsync(options, location, force, serial, time, cancellationToken).ConfigureAwait(false)
            : ApplianceFiles.InPlace(location);
    }

    private static async Task<ApplianceFiles> BuildAsync(
        ApplianceOptions options,
        ApplianceLocation location,
        bool force,
        SerialObserver observer,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var supermin = ProgramPath.Find(options.Supermin) ?? throw new GuestfsException(
            $"{options.Supermin}: No such file or directory, though {location.SuperminDirectory} needs it. No appliance was built; install supermin, or use a fixed appliance.");
        using var scratch = SuperminScratch.Make(options.TemporaryDirectory, time.GetUtcNow());
        var cache = ApplianceCache.Open(options.CacheDirectory, time);
        LeftoverBuilds.Sweep(cache, time.GetUtcNow());
        var prediction = force
            ? new RebuildPrediction(RebuildCause.Forced, "A new build was asked for.")
            : new RebuildCheck(cache, location.SuperminDirectory, PackageDatabase.OfHost(time.LocalTimeZone)).Predict();
        observer.Predicted(prediction);

        var rebuilt = await new SuperminBuild(cache, observer, time).RunAsync(
            SuperminCommand.Arguments(supermin, location.SuperminDirectory, cache, force),
            scratch.Environment(options.Environment),
            cancellationToken).ConfigureAwait(false);
        Renew(cache, time.GetUtcNow());

        var files = await ReadAsync(cache, time, cancellationToken).ConfigureAwait(false);
        return rebuilt ? files with { Rebuilt = true, RebuildReason = ReasonAfter(prediction) } : files;
    }

    /// <summary>supermin keeps the host kernel's old time, and would build every time (supermin 5.2 with --copy-kernel).</summary>
    private static void Renew(ApplianceCache cache, DateTimeOffset now)
    {
        foreach (var path in (string[])[cache.Kernel, cache.Initrd, cache.Root])
        {
            FileTimes.TrySet(path, now);
        }
    }

    private static string ReasonAfter(RebuildPrediction prediction) => prediction.Rebuild
        ? prediction.Reason
        : "supermin found the cached appliance out of date, though it looked current to us.";

    /// <summary>Another builder replaces the directory in two steps, between which there is none, so a missing file is looked for again.</summary>
    private static async Task<ApplianceFiles> ReadAsync(ApplianceCache cache, TimeProvider time, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var inode = FileStatus.Of(cache.Output)?.Inode;
                var files = ApplianceFiles.Read(ApplianceKind.Supermin, cache.Kernel, cache.Initrd, cache.Root);
                if (inode == FileStatus.Of(cache.Output)?.Inode || attempt >= ReadAttempts)
                {
                    return files;
                }
            }
            catch (ApplianceFileMissingException) when (attempt < ReadAttempts)
            {
                // Looked for again below.
            }

            await Task.Delay(ReadRetryDelay, time, cancellationToken).ConfigureAwait(false);
        }
    }
}
