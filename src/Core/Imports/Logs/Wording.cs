using System.Text.RegularExpressions;

namespace Guestfs.Imports.Logs;

/// <summary>The texts by which an import tells lines apart, from libguestfs 1.0 (2009) to 1.61, febootstrap 2.8 to supermin 5.3.</summary>
internal static partial class Wording
{
    private const int Patience = ImportLimits.MatchMilliseconds;

    /// <summary>What was looked for, in words for people whose text had none of it.</summary>
    public static IReadOnlyList<string> LookedFor { get; } =
    [
        "libguestfs: launch: … and libguestfs: trace: … launch",
        "supermin: version: …, supermin helper …, febootstrap-supermin-helper …",
        "a printed qemu command (… \\ followed by its options)",
        "SeaBIOS (version …), UEFI firmware …, Linux version …",
        "kernel lines such as [    1.234567] …",
        "supermin: or febootstrap: ext2 mini initrd starting up, internal insmod …, mounting new root on /root",
        "Starting /init script …, guestfsd …",
    ];

    public static IReadOnlyList<string> InitrdSteps { get; } =
    [
        "ext2 mini initrd starting up", "mounting /proc", "mounting /sys", "uptime: ", "cmdline: ", "internal insmod ", "insmod ", "picked ",
        "creating /dev/root", "mounting new root", "deleting initramfs", "chroot", "waiting another ", "no ext2 root device", "missing root= parameter",
        "unknown root= parameter", "root UUID is ",
    ];

    /// <summary><c>libguestfs: </c>, with the milliseconds since the launch that it printed until 2014: <c>libguestfs: [00123ms] text</c>.</summary>
    [GeneratedRegex(@"^libguestfs: ?(?:\[(?<ms>\d{1,9})ms\] ?)?(?<text>.*)$", RegexOptions.ExplicitCapture, Patience)]
    public static partial Regex Library();

    /// <summary>The same stamp without a prefix (2010).</summary>
    [GeneratedRegex(@"^\[(?<ms>\d{5,9})ms\] ?(?<text>.*)$", RegexOptions.ExplicitCapture, Patience)]
    public static partial Regex Stamped();

    /// <summary><c>trace: launch</c>, with the handle's identifier in between since 1.29.</summary>
    [GeneratedRegex(@"^trace: (?:[\w.-]+: )?(?<call>\w+)(?<rest>.*)$", RegexOptions.ExplicitCapture, Patience)]
    public static partial Regex Trace();

    [GeneratedRegex(@"^(?:\S*/)?(?:qemu|kvm)[^\s:]*(?: \\$| .*-kernel .*-append )", RegexOptions.ExplicitCapture, Patience)]
    public static partial Regex QemuCommand();

    [GeneratedRegex(@"^(?:(?:\S*/)?(?:qemu[\w.+-]*|kvm): |error: failed to set MSR|Could not access KVM|failed to initialize (?:kvm|KVM)|KVM internal error|kvm_init_vcpu|WARNING: Image format was not specified|qemu: )", RegexOptions.ExplicitCapture, Patience)]
    public static partial Regex Qemu();

    [GeneratedRegex(@"^(?:supermin helper\b|supermin-helper\b|febootstrap-supermin-helper\b|supermin: (?!mounting |ext2 mini|cmdline: |uptime: |internal |insmod |picked |creating /dev/root|mounting |deleting initramfs|chroot|waiting another))(?<rest>.*)$", RegexOptions.ExplicitCapture, Patience)]
    public static partial Regex Supermin();

    [GeneratedRegex(@"\[ {0,5}(?<time>\d{1,9}\.\d{6})\]", RegexOptions.ExplicitCapture, Patience)]
    public static partial Regex Printk();

    [GeneratedRegex(@"(?:SeaBIOS \(version|UEFI firmware|Booting from (?:ROM|Hard)|Linux version \d|Probing EDD|Booting Linux on physical CPU|Starting /init script|SLOF \*|Booting Linux via __start|Uncompressing Linux)", RegexOptions.ExplicitCapture, Patience)]
    public static partial Regex ConsoleStart();

    [GeneratedRegex(@"^(?:guestfsd(?: --\S+)*$|guestfsd: |commandrvf: |\+ (?:mkdir|mount|kmod|udevadm|/\S+/udevd|/\S+systemd-udevd|systemd-tmpfiles|mdadm|modprobe|lvm|ldmtool|guestfsd|ip addr|echo|test)|/init: )", RegexOptions.ExplicitCapture, Patience)]
    public static partial Regex Guest();

    /// <summary>virt-v2v and its relatives put the seconds since their start before each step: <c>[   4.2] Opening the overlay</c>.</summary>
    [GeneratedRegex(@"^\[ {0,4}(?<time>\d{1,6}\.\d)\] (?<text>\S.*)$", RegexOptions.ExplicitCapture, Patience)]
    public static partial Regex Step();

    [GeneratedRegex(@"^guestfsd: (?:main_loop: )?(?:<= (?<name>\w{1,64}) \(|new request)", RegexOptions.ExplicitCapture, Patience)]
    public static partial Regex Call();

    [GeneratedRegex(@"^guestfsd: (?:main_loop: )?(?:=> (?<name>\w{1,64}) \(0x[0-9a-f]+\)|proc \d+ \((?<name>\w{1,64})\)) took (?<time>\d{1,6}\.\d{1,3}) sec", RegexOptions.ExplicitCapture, Patience)]
    public static partial Regex Reply();

    /// <summary>Programs' own words after a launch, which would otherwise read as the guest's.</summary>
    [GeneratedRegex(@"^(?:Guest launched OK\.|===== TEST FINISHED OK =====|Successfully created partition|Launching appliance, timeout|><fs>|virt-[\w-]+: |guestfish: |\[ {0,4}\d{1,6}\.\d\] )", RegexOptions.ExplicitCapture, Patience)]
    public static partial Regex Program();

    /// <summary>What libguestfs-test-tool prints before it launches.</summary>
    [GeneratedRegex(@"^(?:\s*\*|[A-Z][A-Z_0-9]{2,40}=|guestfs_get_\w+: |host_cpu: |library version: |SELinux: |=====|Launching appliance|\s*<[/?!\w]|libvirt version)", RegexOptions.ExplicitCapture, Patience)]
    public static partial Regex Header();

    /// <summary>What programs of the appliance often print; only a guest that runs prints it.</summary>
    [GeneratedRegex(@"^(?:\+|mdadm: |\[\]$|[Ss]tarting (?:systemd-udevd )?version |fsync /dev/|OCaml daemon|lvm_system_dir|verbose daemon|EFI stub: |SELinux enabled state|umount-all: |command: |/usr/lib/tmpfiles\.d/|No filesystem is currently mounted|Failed to determine unit|SLOF|insmod: |iPXE|SGABIOS|Google, Inc|commandrvf: |mke2fs |udevadm: )", RegexOptions.ExplicitCapture, Patience)]
    public static partial Regex GuestProgram();

    public static bool IsInitrd(string text) =>
        text.Contains("supermin: ", StringComparison.Ordinal) || text.Contains("febootstrap: ", StringComparison.Ordinal)
            ? InitrdSteps.Any(step => text.Contains("supermin: " + step, StringComparison.Ordinal) || text.Contains("febootstrap: " + step, StringComparison.Ordinal))
            : false;

    /// <summary>True for what only a guest prints.</summary>
    public static bool IsGuest(string text) =>
        (text.Contains('[', StringComparison.Ordinal) && Printk().IsMatch(text)) || ConsoleStart().IsMatch(text) || IsInitrd(text) || Guest().IsMatch(text);
}
