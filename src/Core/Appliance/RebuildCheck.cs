using Guestfs.Disks;

namespace Guestfs.Appliance;

/// <summary>
/// Foretells what <c>supermin --if-newer</c> will do, by its own rule: it builds unless the output directory, kernel, initrd
/// and root are all strictly newer than supermin.d and the package database (supermin src/supermin.ml). The age of the
/// appliance is therefore the oldest of these four times.
/// </summary>
internal sealed class RebuildCheck(ApplianceCache cache, string superminDirectory, PackageDatabase? packages)
{
    public RebuildPrediction Predict()
    {
        if (FileStatus.Of(cache.Output) is not { } output)
        {
            return new RebuildPrediction(RebuildCause.NeverBuilt, $"No appliance has been built in {cache.Directory} yet.");
        }

        var built = output.Modified;
        foreach (var path in (string[])[cache.Kernel, cache.Initrd, cache.Root])
        {
            if (FileStatus.Of(path) is not { } status)
            {
                return new RebuildPrediction(RebuildCause.OutputMissing, $"The cached appliance lacks its {Path.GetFileName(path)}.");
            }

            built = status.Modified < built ? status.Modified : built;
        }

        return ForPackages(built) ?? ForDescription(built)
            ?? new RebuildPrediction(RebuildCause.None, "The cached appliance is newer than the package database and supermin.d.");
    }

    private RebuildPrediction? ForPackages(DateTimeOffset built)
    {
        if (packages is null || FileStatus.Of(packages.Path) is not { } database || database.Modified < built)
        {
            return null;
        }

        return new RebuildPrediction(
            RebuildCause.PackagesChanged,
            $"The package database is {Newer(database.Modified - built)} than the cached appliance: {packages.ChangesSince(built)}.");
    }

    private RebuildPrediction? ForDescription(DateTimeOffset built)
    {
        if (FileStatus.Of(superminDirectory) is not { } description || description.Modified < built)
        {
            return null;
        }

        return new RebuildPrediction(
            RebuildCause.DescriptionChanged,
            $"The appliance description {superminDirectory} is {Newer(description.Modified - built)} than the cached appliance.");
    }

    private static string Newer(TimeSpan age) => age < TimeSpan.FromSeconds(1) ? "newer" : AgeText.Of(age) + " newer";
}
