using Guestfs.Disks;
using Guestfs.Processes;

namespace Guestfs.Appliance;

/// <summary>Looks at the appliance without building, changing or waiting for anything.</summary>
public static class ApplianceInspection
{
    public static async Task<ApplianceState> InspectAsync(ApplianceOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        var now = time.GetUtcNow();
        var cache = ApplianceCache.At(options.CacheDirectory);
        var location = AppliancePath.TryFind(options.SearchPath);
        var files = location is null ? null : FilesOf(location, cache);
        var supermin = ProgramPath.Find(options.Supermin);
        var state = new ApplianceState
        {
            Location = location,
            Files = files,
            Age = now - files?.BuiltAt,
            AllocatedBytes = files is null ? null : Allocated(files),
            Prediction = location is { Kind: ApplianceKind.Supermin }
                ? new RebuildCheck(cache, location.SuperminDirectory, PackageDatabase.OfHost(time.LocalTimeZone)).Predict()
                : null,
            Cache = cache.Directory,
            FreeBytes = DiskSpace.FreeBytes(options.CacheDirectory),
            Lock = ApplianceLock.HolderOf(cache.LockFile),
            Abandoned = LeftoverBuilds.Abandoned(cache, now),
            SuperminPath = supermin,
            SuperminVersion = supermin is null ? null : await SuperminVersion.AskAsync(supermin, cancellationToken).ConfigureAwait(false),
            Kernel = HostKernel.Choose(options.Environment),
        };
        return state with { Problems = [.. ApplianceProblems.Of(options, state).OrderByDescending(problem => problem.Blocking)] };
    }

    private static ApplianceFiles? FilesOf(ApplianceLocation location, ApplianceCache cache)
    {
        try
        {
            return location.Kind == ApplianceKind.Supermin
                ? ApplianceFiles.Read(location.Kind, cache.Kernel, cache.Initrd, cache.Root)
                : ApplianceFiles.InPlace(location);
        }
        catch (GuestfsException)
        {
            return null;
        }
    }

    private static long Allocated(ApplianceFiles files) => ((string?[])[files.Kernel, files.Initrd, files.Root])
        .Sum(path => path is null ? 0 : FileStatus.Of(path)?.Allocated ?? 0);
}
