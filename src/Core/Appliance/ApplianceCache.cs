using System.Globalization;
using Guestfs.Disks;

namespace Guestfs.Appliance;

/// <summary>
/// The directory that holds the built appliance, <c>CACHEDIR/.guestfs-UID</c>, shared with libguestfs and checked as libguestfs
/// checks it (lib/appliance.c): another user must not be able to slip us a kernel.
/// </summary>
internal sealed class ApplianceCache
{
    private const UnixFileMode OwnerWrites = (UnixFileMode)0b111_101_101;
    internal const uint GroupOrOtherWrite = 0b000_010_010;
    private const uint PermissionMask = 0xFFF;

    private ApplianceCache(string directory) => Directory = directory;

    public string Directory { get; }

    public string LockFile => Path.Combine(Directory, "lock");

    /// <summary>Where supermin leaves kernel, initrd and root.</summary>
    public string Output => Path.Combine(Directory, "appliance.d");

    public string Kernel => Path.Combine(Output, "kernel");

    public string Initrd => Path.Combine(Output, "initrd");

    public string Root => Path.Combine(Output, "root");

    /// <summary>The cache as it would be, without making or checking anything.</summary>
    public static ApplianceCache At(string cacheDirectory) => new(Path.Combine(
        Path.GetFullPath(cacheDirectory),
        string.Create(CultureInfo.InvariantCulture, $".guestfs-{Libc.EffectiveUser()}")));

    /// <summary>Makes the cache if it is not there, and checks that it is ours alone.</summary>
    /// <exception cref="GuestfsException">The cache directory is missing, or someone else could write to the cache.</exception>
    public static ApplianceCache Open(string cacheDirectory, TimeProvider time)
    {
        if (!System.IO.Directory.Exists(cacheDirectory))
        {
            throw new GuestfsException(
                $"setting cache directory: LIBGUESTFS_CACHEDIR: ‘{cacheDirectory}’ is not a directory. No appliance was built; make the directory or choose another.");
        }

        var cache = At(cacheDirectory);
        try
        {
            System.IO.Directory.CreateDirectory(cache.Directory, OwnerWrites);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            if (FileStatus.Of(cache.Directory) is null)
            {
                throw new GuestfsException(
                    $"{cache.Directory} could not be made: {error.Message.TrimEnd('.')}. No appliance was built; set LIBGUESTFS_CACHEDIR to a directory that may be written.", error);
            }
        }

        cache.Check();
        return cache.Touch(time);
    }

    /// <summary>libguestfs's three conditions. Null when all hold.</summary>
    internal static string? Objection(string directory, FileStatus? status, uint user)
    {
        if (status is not { } found || found.Owner != user)
        {
            return string.Create(CultureInfo.InvariantCulture, $"security: cached appliance {directory} is not owned by UID {user}");
        }

        var mode = Convert.ToString(found.Mode, 8);
        if (!found.IsDirectory)
        {
            return $"security: cached appliance {directory} is not a directory (mode 0{mode})";
        }

        return (found.Mode & GroupOrOtherWrite) != 0
            ? $"security: cached appliance {directory} is writable by group or other (mode 0{mode})"
            : null;
    }

    private void Check()
    {
        var user = Libc.EffectiveUser();
        var status = FileStatus.Of(Directory);

        // The mode is mended only when the owner is known to be us and no link is followed.
        if (status is { IsDirectory: true } found && found.Owner == user && (found.Mode & PermissionMask) != (uint)OwnerWrites)
        {
            TrySetMode();
            status = FileStatus.Of(Directory);
        }

        if (Objection(Directory, status, user) is { } objection)
        {
            throw new GuestfsException($"{objection}. Nothing in it was used or changed; delete it, or set LIBGUESTFS_CACHEDIR to another directory.");
        }
    }

    private void TrySetMode()
    {
        try
        {
            File.SetUnixFileMode(Directory, OwnerWrites);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The check that follows looks at what the mode really is.
        }
    }

    /// <summary>Keeps cleaners of temporary directories away.</summary>
    private ApplianceCache Touch(TimeProvider time)
    {
        FileTimes.TrySet(Directory, time.GetUtcNow());
        return this;
    }
}
