using System.Globalization;
using Guestfs.Disks;

namespace Guestfs.Appliance;

/// <summary>What would keep a boot from getting its appliance, found before anybody presses Start.</summary>
internal static class ApplianceProblems
{
    public static IEnumerable<ApplianceProblem> Of(ApplianceOptions options, ApplianceState state) => state.Location switch
    {
        null =>
        [
            new ApplianceProblem(
                true,
                $"There is no supermin, fixed or old-style appliance on the search path {options.SearchPath}.",
                "apt-get install libguestfs0 (Debian), dnf install libguestfs-appliance (Fedora), or set LIBGUESTFS_PATH"),
        ],
        { Kind: ApplianceKind.Supermin } => OfSupermin(options, state),
        _ => state.Files is null ? [OfFixed(state.Location)] : [],
    };

    private static ApplianceProblem OfFixed(ApplianceLocation location)
    {
        try
        {
            ApplianceFiles.InPlace(location);
            return new ApplianceProblem(true, $"The appliance in {location.Directory} changed while it was read.", "look again");
        }
        catch (GuestfsException error)
        {
            return new ApplianceProblem(true, error.Message, "libguestfs-make-fixed-appliance " + location.Directory);
        }
    }

    private static IEnumerable<ApplianceProblem> OfSupermin(ApplianceOptions options, ApplianceState state)
    {
        if (CacheObjection(options, state) is { } objection)
        {
            yield return objection;
        }

        if (state.SuperminPath is null)
        {
            yield return new ApplianceProblem(true, $"{options.Supermin} is not installed, and the appliance cannot be checked or built without it.", "apt-get install supermin");
        }

        if (SuperminScratch.Objection(options.TemporaryDirectory) is { } temporary)
        {
            yield return new ApplianceProblem(true, temporary + ".", "unset TMPDIR, or set it to the absolute path of a directory");
        }

        foreach (var problem in OfBuild(state))
        {
            yield return problem;
        }

        if (state.Lock is { } holder)
        {
            var who = holder.Pid is { } pid ? string.Create(CultureInfo.InvariantCulture, $"process {pid} ({holder.Command ?? "unknown command"})") : "a process that cannot be seen from here";
            yield return new ApplianceProblem(false, $"The appliance is being built or checked by {who}; a boot waits until it has ended.", "wait, or end that process");
        }
    }

    /// <summary>These matter only when there is something to build.</summary>
    private static IEnumerable<ApplianceProblem> OfBuild(ApplianceState state)
    {
        if (state.Prediction is not { Rebuild: true })
        {
            yield break;
        }

        if (state.Kernel is not { } kernel)
        {
            yield return new ApplianceProblem(
                true,
                $"failed to find a suitable kernel (host_cpu={AppliancePath.HostCpu}): there is none with modules in /boot or /lib/modules.",
                "apt-get install linux-image-amd64, or set SUPERMIN_KERNEL and SUPERMIN_MODULES, or use a fixed appliance");
        }
        else if (!CanRead(kernel.Path))
        {
            yield return new ApplianceProblem(true, $"The kernel {kernel.Path} may not be read by this user, so supermin cannot copy it.", "sudo chmod 0644 " + kernel.Path);
        }

        if (state.FreeBytes is { } free && DiskSpace.Shortage(state.Cache, free, state.AllocatedBytes) is { } shortage)
        {
            yield return new ApplianceProblem(true, shortage + ".", DiskSpace.Fix);
        }
    }

    private static ApplianceProblem? CacheObjection(ApplianceOptions options, ApplianceState state)
    {
        if (!Directory.Exists(options.CacheDirectory))
        {
            return new ApplianceProblem(true, $"The cache directory {options.CacheDirectory} is not a directory.", "mkdir -p " + options.CacheDirectory);
        }

        // Write permission of others is not looked at, because opening the cache takes it away.
        return FileStatus.Of(state.Cache) is { } status
            && ApplianceCache.Objection(state.Cache, status with { Mode = (ushort)(status.Mode & ~ApplianceCache.GroupOrOtherWrite) }, Libc.EffectiveUser()) is { } objection
            ? new ApplianceProblem(true, objection + ".", $"sudo rm -rf '{state.Cache}'")
            : null;
    }

    private static bool CanRead(string path)
    {
        try
        {
            return ApplianceFile.Length(path) >= 0;
        }
        catch (GuestfsException)
        {
            return false;
        }
    }
}
