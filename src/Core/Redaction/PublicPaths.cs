using System.Collections.Frozen;

namespace Guestfs.Redaction;

/// <summary>Paths that every appliance or distribution has. They say nothing about anybody, and a boot log cannot be read without them.</summary>
internal static class PublicPaths
{
    private static readonly FrozenSet<string> Whole = Set(
        "/ /init /bin /boot /dev /etc /home /lib /lib32 /lib64 /libx32 /media /mnt /opt /proc /root /run /sbin /srv /sys /sysroot /tmp /usr /var "
        + "/var/lock /var/run /var/tmp /var/log /var/lib /var/cache /dev/disk /dev/mapper /modules");

    private static readonly FrozenSet<string> SystemFolders = Set("proc sys lib lib32 lib64 libx32 bin sbin devices cpus chosen soc psci firmware");

    private static readonly FrozenSet<string> UsrFolders = Set("bin sbin lib lib32 lib64 libexec share include");

    private static readonly FrozenSet<string> EtcNames = Set(
        "mtab fstab mdadm.conf mdadm lvm passwd group shadow hostname hosts resolv.conf udev systemd modprobe.d modules-load.d os-release crypto-policies "
        + "ld.so.cache ld.so.conf nsswitch.conf sysctl.conf sysctl.d tmpfiles.d selinux localtime inittab rc.d init.d default dhcp ssl pki");

    private static readonly FrozenSet<string> RunNames = Set("lock udev systemd tmpfiles.d lvm mount initramfs log mdadm blkid dbus modprobe.d sysctl.d");

    private static readonly FrozenSet<string> DeviceFolders = Set(
        "pts shm net char block bus cpu cpu_dma_latency input dri snd mqueue hugepages fd virtio-ports vfio infiniband mtd");

    private static readonly FrozenSet<string> DeviceNames = Set(
        "null zero full random urandom console tty kvm root mem kmem port ptmx fuse stdin stdout stderr log kmsg initctl control loop-control net tun "
        + "vhost-net vhost-vsock hwrng rtc watchdog autofs btrfs-control snapshot uinput core cdrom by-path by-id by-uuid by-label by-partuuid by-partlabel by-diskseq guestfs");

    private static readonly FrozenSet<string> TreeNodes = Set(
        "pl011 pl031 pl061 virtio_mmio memory intc its v2m timer pcie pci flash fw-cfg cpu serial uart rtc interrupt-controller plic clint test isa ethernet "
        + "usb scsi disk gpio i2c spi mmc ranges platform-bus vty v-scsi l-lan nvram");

    private static readonly System.Buffers.SearchValues<char> TreeAddress = System.Buffers.SearchValues.Create("0123456789abcdefABCDEF,");

    private static readonly string[] DevicePrefixes =
        ["sd", "hd", "vd", "xvd", "nvme", "md", "dm-", "loop", "sr", "st", "sg", "ttyS", "ttyAMA", "tty", "hvc", "ram", "rtc", "vport", "mmcblk", "nbd", "fd", "vcs", "pmem", "zram", "watchdog", "hpet", "ppp", "lp", "bsg"];

    private static readonly FrozenSet<string> ApplianceFiles = Set("kernel initrd root lock appliance.d base.tar.gz README.fixed");

    public static bool Has(ReadOnlySpan<char> path)
    {
        var text = path.TrimEnd('/').ToString();
        while (text.Contains("//", StringComparison.Ordinal))
        {
            text = text.Replace("//", "/", StringComparison.Ordinal);
        }

        if (text.Length == 0 || Whole.Contains(text))
        {
            return true;
        }

        var names = text[1..].Split('/');
        if (Array.Exists(names, static name => name is ".." or "."))
        {
            return false;
        }

        return names[0] switch
        {
            "usr" => names.Length > 1 && UsrFolders.Contains(names[1]),
            "etc" => EtcNames.Contains(names[1]),
            "run" => RunNames.Contains(names[1]),
            "var" => IsVar(names),
            "dev" => IsDevice(names),
            "boot" => IsBoot(names[1]),
            "tmp" => names[1] is "lvm",
            "sysroot" => names is [_, "dev" or "proc" or "sys"],
            var first when first.StartsWith("pci@", StringComparison.Ordinal) || first.StartsWith("rom@", StringComparison.Ordinal) => true,
            var first when SystemFolders.Contains(first) => true,
            _ => Array.TrueForAll(names, IsTreeNode),
        };
    }

    /// <summary>Where the part begins that says what kind of file this is, such as <c>/supermin.d/base.tar.gz</c>; the path's length if none.</summary>
    public static int TellingTail(ReadOnlySpan<char> path)
    {
        var tail = path.LastIndexOf("/supermin.d/");
        return tail > 0 && path[(tail + 12)..].IndexOfAnyExcept(Plain) < 0 ? tail : path.Length;
    }

    private static readonly System.Buffers.SearchValues<char> Plain =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789.-");

    /// <summary>A device tree's node, such as pl011@9000000: a kind of device and its address. Other names before an @ may be somebody's.</summary>
    private static bool IsTreeNode(string node) =>
        node.IndexOf('@', StringComparison.Ordinal) is > 0 and var at
        && TreeNodes.Contains(node[..at])
        && at + 1 < node.Length
        && node.AsSpan(at + 1).IndexOfAnyExcept(TreeAddress) < 0;

    private static bool IsVar(string[] names)
    {
        if (names[1] is "lock" or "run")
        {
            return RunNames.Contains(names[2]);
        }

        // supermin's cache is /var/tmp/.guestfs-UID.
        return names[1] == "tmp"
            && names.Length > 2
            && names[2].StartsWith(".guestfs-", StringComparison.Ordinal)
            && names[2][9..].All(char.IsAsciiDigit)
            && names.Skip(3).All(static name => ApplianceFiles.Contains(name) || name.StartsWith("appliance.d.", StringComparison.Ordinal));
    }

    private static bool IsBoot(string name) =>
        name is "grub" or "grub2" or "efi" or "loader"
        || name.StartsWith("vmlinu", StringComparison.Ordinal)
        || name.StartsWith("initr", StringComparison.Ordinal)
        || name.StartsWith("config-", StringComparison.Ordinal)
        || name.StartsWith("System.map", StringComparison.Ordinal);

    private static bool IsDevice(string[] names)
    {
        if (names.Length == 2 && DeviceNames.Contains(names[1]))
        {
            return true;
        }

        return names is ["dev", "mapper", "control"] or ["dev", "disk", "by-path" or "guestfs", ..] or ["dev", "disk", "by-id" or "by-uuid" or "by-label" or "by-partuuid" or "by-partlabel"] or ["dev", "disk", "by-diskseq", ..]
            || DeviceFolders.Contains(names[1])
            || (names.Length == 2 && Array.Exists(DevicePrefixes, prefix => names[1].StartsWith(prefix, StringComparison.Ordinal) && IsUnit(names[1].AsSpan(prefix.Length))));
    }

    /// <summary>What follows a driver's name: <c>a</c>, <c>a1</c>, <c>0n1p2</c>, <c>127</c>, <c>*</c>, never a word.</summary>
    private static bool IsUnit(ReadOnlySpan<char> unit)
    {
        var letters = 0;
        foreach (var c in unit)
        {
            letters += char.IsAsciiLetterLower(c) ? 1 : 0;
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && !"*?[]-".Contains(c, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return letters <= 3 && unit.Length <= 12;
    }

    private static FrozenSet<string> Set(string names) => names.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
