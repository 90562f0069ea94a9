using System.Runtime.InteropServices;

namespace Guestfs.Appliance;

/// <summary>Finds an appliance the way libguestfs does (lib/appliance.c): the first directory with a complete shape is final.</summary>
public static class AppliancePath
{
    /// <summary>The CPU name autoconf gives this host, which is part of old-style file names and of supermin's kernel choice.</summary>
    public static string HostCpu { get; } = RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => "x86_64",
        Architecture.X86 => "i686",
        Architecture.Arm64 => "aarch64",
        Architecture.Ppc64le => "ppc64le",
        Architecture.S390x => "s390x",
        Architecture.RiscV64 => "riscv64",
        Architecture.LoongArch64 => "loongarch64",
        var other => other.ToString().ToLowerInvariant(),
    };

    /// <exception cref="GuestfsException">No element of the path holds a complete appliance.</exception>
    public static ApplianceLocation Find(string searchPath)
    {
        ArgumentNullException.ThrowIfNull(searchPath);
        return TryFind(searchPath) ?? throw new GuestfsException(
            $"cannot find any suitable libguestfs supermin, fixed or old-style appliance on LIBGUESTFS_PATH (search path: {searchPath}). "
            + "No qemu was started. Install the appliance (Debian: libguestfs0, Fedora: libguestfs-appliance), "
            + "or set the path to the directory that contains supermin.d or the four files of a fixed appliance.");
    }

    /// <summary>Null when no element of the path holds a complete appliance.</summary>
    public static ApplianceLocation? TryFind(string searchPath)
    {
        ArgumentNullException.ThrowIfNull(searchPath);
        return searchPath.Split(':')
            .Select(element => Path.GetFullPath(element.Length == 0 ? "." : element))
            .Select(At)
            .FirstOrDefault(found => found is not null);
    }

    private static ApplianceLocation? At(string directory)
    {
        if (Has(directory, "supermin.d/base.tar.gz", "supermin.d/packages"))
        {
            return new ApplianceLocation(ApplianceKind.Supermin, directory);
        }

        if (Has(directory, "README.fixed", "kernel", "initrd", "root"))
        {
            return new ApplianceLocation(ApplianceKind.Fixed, directory);
        }

        return Has(directory, "vmlinuz." + HostCpu, $"initramfs.{HostCpu}.img")
            ? new ApplianceLocation(ApplianceKind.OldStyle, directory)
            : null;
    }

    private static bool Has(string directory, params string[] names) => names.All(name => Path.Exists(Path.Combine(directory, name)));
}
