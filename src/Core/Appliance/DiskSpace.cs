using System.Globalization;

namespace Guestfs.Appliance;

/// <summary>Whether the disk of the cache has room for another appliance beside the one it holds.</summary>
internal static class DiskSpace
{
    public const string Fix = "free some space, or set LIBGUESTFS_CACHEDIR to a directory on a larger disk";

    /// <summary>About what a first build of a distribution's appliance takes.</summary>
    private const long FirstBuildBytes = 600L << 20;

    /// <summary>Null when it cannot be told.</summary>
    public static long? FreeBytes(string directory)
    {
        try
        {
            return new DriveInfo(directory).AvailableFreeSpace;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>A sentence without full stop when a build would not fit, else null.</summary>
    /// <param name="lastBytes">What the last appliance takes, or null when there is none.</param>
    public static string? Shortage(string cache, long freeBytes, long? lastBytes) =>
        freeBytes < (lastBytes ?? FirstBuildBytes) ? Figures(cache, freeBytes, lastBytes) : null;

    /// <summary>What to do after a build ran out of space.</summary>
    public static string Advice(ApplianceCache cache, long? lastBytes) =>
        $"{Figures(cache.Directory, FreeBytes(cache.Directory) ?? 0, lastBytes)}: {Fix}.";

    private static string Figures(string cache, long freeBytes, long? lastBytes) => string.Create(
        CultureInfo.InvariantCulture,
        $"The disk of {cache} has {freeBytes >> 20} MiB free and a build takes about {(lastBytes ?? FirstBuildBytes) >> 20} MiB");
}
