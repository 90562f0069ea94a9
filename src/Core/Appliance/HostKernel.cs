using System.IO.Enumeration;

namespace Guestfs.Appliance;

/// <summary>The kernel supermin would put into an appliance built now.</summary>
/// <param name="Release">Null when neither the image nor the environment tells.</param>
public sealed record HostKernel(string Path, string? Release)
{
    private const long SmallestKernel = 10_000;
    private static readonly string[] Ignored = ["xen", "zfcpdump", "+debug"];

    /// <summary>
    /// Chooses as supermin 5.2 does (src/kernel.ml): SUPERMIN_KERNEL, else the newest below /lib/modules, else the newest in
    /// /boot that has modules. Null when there is none.
    /// </summary>
    /// <param name="system">The directory that stands for the root of the host.</param>
    internal static HostKernel? Choose(IReadOnlyDictionary<string, string> environment, string system = "/")
    {
        if (environment.GetValueOrDefault("SUPERMIN_KERNEL") is { } path)
        {
            return Exists(path) ? new HostKernel(path, environment.GetValueOrDefault("SUPERMIN_KERNEL_VERSION") ?? ReleaseIn(path)) : null;
        }

        var modules = System.IO.Path.Combine(system, "lib/modules");
        return InModules(modules) ?? InBoot(System.IO.Path.Combine(system, "boot"), modules);
    }

    private static HostKernel? InModules(string modules) => Entries(modules)
        .Where(directory => !IsIgnored(System.IO.Path.GetFileName(directory)))
        .Select(directory => (directory, path: System.IO.Path.Combine(directory, "vmlinuz")))
        .Where(each => Exists(each.path) && ApplianceFile.Length(each.path) >= SmallestKernel)
        .OrderByDescending(each => System.IO.Path.GetFileName(each.directory), VersionOrder.Instance)
        .Select(each => new HostKernel(each.path, System.IO.Path.GetFileName(each.directory)))
        .FirstOrDefault();

    private static HostKernel? InBoot(string boot, string modules)
    {
        var candidates = Entries(boot)
            .Where(path => FileSystemName.MatchesSimpleExpression("vmlinu?-*", System.IO.Path.GetFileName(path), ignoreCase: false))
            .Where(path => !IsIgnored(System.IO.Path.GetFileName(path)))
            .OrderByDescending(path => System.IO.Path.GetFileName(path), VersionOrder.Instance)
            .Select(path => new HostKernel(path, ReleaseIn(path) ?? ReleaseInName(path)))
            .Where(kernel => kernel.Release is { } release && File.Exists(System.IO.Path.Combine(modules, release, "modules.dep")))
            .ToList();
        return candidates.Find(kernel => IsForThisCpu(System.IO.Path.GetFileName(kernel.Path))) ?? candidates.FirstOrDefault();
    }

    private static bool IsForThisCpu(string name) => AppliancePath.HostCpu switch
    {
        "x86_64" => name.EndsWith("-amd64", StringComparison.Ordinal) || name.EndsWith("-x86_64", StringComparison.Ordinal),
        "i686" => name.EndsWith("86", StringComparison.Ordinal),
        var cpu => name.EndsWith("-" + cpu, StringComparison.Ordinal),
    };

    private static bool IsIgnored(string name) => Ignored.Any(word => name.Contains(word, StringComparison.Ordinal));

    private static string ReleaseInName(string path)
    {
        var name = System.IO.Path.GetFileName(path);
        return name[(name.IndexOf('-', StringComparison.Ordinal) + 1)..];
    }

    /// <summary>Null also when the kernel may not be read, which the build will say better than the choice.</summary>
    private static string? ReleaseIn(string path)
    {
        try
        {
            return KernelImage.ReleaseOf(KernelImage.ReadVersion(path));
        }
        catch (GuestfsException)
        {
            return null;
        }
    }

    private static bool Exists(string path) => System.IO.Path.Exists(path);

    private static string[] Entries(string directory)
    {
        try
        {
            return Directory.GetFileSystemEntries(directory);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
