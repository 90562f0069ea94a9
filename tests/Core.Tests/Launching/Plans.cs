using Guestfs.Disks;
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

    public static PreparedDisk Raw(string file) => new()
    {
        Index = 0,
        GuestName = "/dev/sda",
        Source = "images:disk",
        Kind = PreparedDiskKind.Image,
        QemuFile = file,
        QemuFormat = "raw",
        ImageFormat = "raw",
        VirtualSize = 4096,
    };

    public static LaunchPlan With(params PreparedDisk[] disks) => Plain with { Disks = disks };
}
