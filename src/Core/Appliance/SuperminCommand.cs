using Guestfs.Processes;

namespace Guestfs.Appliance;

/// <summary>The supermin command exactly as libguestfs runs it (lib/appliance.c), verbose because its lines are the timeline.</summary>
internal static class SuperminCommand
{
    /// <summary>supermin's own path first.</summary>
    /// <param name="force">Leaves out --if-newer, the only thing that lets supermin keep what is cached.</param>
    public static IReadOnlyList<string> Arguments(string supermin, string superminDirectory, ApplianceCache cache, bool force) =>
    [
        supermin,
        "--build",
        "--verbose",
        .. force ? (string[])[] : ["--if-newer"],
        "--lock",
        cache.LockFile,
        "--copy-kernel",
        "-f",
        "ext2",
        "--host-cpu",
        AppliancePath.HostCpu,
        superminDirectory,
        "-o",
        cache.Output,
    ];

    /// <summary>A shell sets the file mode mask, which .NET cannot set for a child, and then becomes supermin.</summary>
    public static ChildCommand Child(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment) => new(
        "/bin/sh",
        ["-c", "umask 022; exec \"$0\" \"$@\"", .. arguments],
        new Dictionary<string, string>(environment) { ["LC_ALL"] = "C" });
}
