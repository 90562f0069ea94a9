using Guestfs.Journal;
using Guestfs.Launching;

namespace Guestfs.Core.Tests.Launching;

internal static class Plans
{
    /// <summary>qemu 7.2 as Debian 12 has it, without the sandbox so that arguments are libguestfs's own.</summary>
    public static QemuFeatures Qemu72 { get; } = new()
    {
        Version = "7.2.22",
        NoUserConfig = true,
        NoDefaults = true,
        NoHpet = true,
        RandomDevice = true,
    };

    public static LaunchPlan Plain { get; } = new()
    {
        Features = Qemu72,
        Accelerator = Accelerator.Tcg,
        Kernel = "/a/kernel",
        Initrd = "/a/initrd",
        Root = "/a/root",
        RootUuid = "2eaec072-d4ec-45dd-bb6e-a659bd514bde",
        Disks = [],
        SocketPath = "/s/guestfsd.sock",
        Verbosity = Verbosity.Full,
    };

    public static LaunchDisk Raw(string file) => new() { File = file, Format = "raw" };

    public static LaunchPlan With(params LaunchDisk[] disks) => Plain with { Disks = disks };
}
