using System.Buffers;
using System.Text.RegularExpressions;

namespace Guestfs.Imports.Logs;

/// <summary>
/// The texts by which an import tells lines apart, from libguestfs 1.0 (2009) to 1.61, febootstrap 2.8 to supermin 5.3. Every
/// look at a line takes time in proportion to its length, whatever is in it.
/// </summary>
internal static class Wording
{
    /// <summary>How every pattern here is matched: in one pass, without trying again.</summary>
    public const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    private static readonly string[] InitrdSteps =
    [
        "ext2 mini initrd starting up", "mounting /proc", "mounting /sys", "uptime: ", "cmdline: ", "internal insmod ", "insmod ", "picked ",
        "creating /dev/root", "mounting new root", "deleting initramfs", "chroot", "waiting another ", "no ext2 root device", "missing root= parameter",
        "unknown root= parameter", "root UUID is ",
    ];

    /// <summary>What supermin says in the guest, where its prefix is the same as on the host.</summary>
    private static readonly string[] NotOfTheHost =
    [
        "mounting ", "ext2 mini", "cmdline: ", "uptime: ", "internal ", "insmod ", "picked ", "creating /dev/root", "deleting initramfs", "chroot", "waiting another",
    ];

    private static readonly string[] SuperminHelpers = ["supermin helper", "supermin-helper", "febootstrap-supermin-helper"];

    private static readonly string[] QemuWords =
    [
        "error: failed to set MSR", "Could not access KVM", "failed to initialize kvm", "failed to initialize KVM", "KVM internal error", "kvm_init_vcpu",
        "WARNING: Image format was not specified", "Back to tcg accelerator", "warning: TCG doesn't support requested feature", "Could not open option rom",
        "Falling back to kernel-irqchip", "KVM: entry failed",
    ];

    private static readonly string[] NoErrors = ["warning: ", "WARNING: ", "info: ", "terminating on signal", "falling back to tcg", "Back to tcg", "Falling back to", "Could not open option rom"];

    private static readonly SearchValues<string> Initrd = SearchValues.Create(
        [.. InitrdSteps.SelectMany(static step => new[] { "supermin: " + step, "febootstrap: " + step })], StringComparison.Ordinal);

    /// <summary>qemu's words when KVM was only its first choice, up to 2.12 and from then on.</summary>
    private static readonly SearchValues<string> FellBack = SearchValues.Create(
        ["Back to tcg accelerator", "falling back to tcg", "TCG doesn't support requested feature"], StringComparison.Ordinal);

    /// <summary>
    /// What libguestfs says of a launch that failed. Without debugging nothing else of the launch is printed. Programs break it at
    /// 80 columns, so each is no longer than what stays on a line.
    /// </summary>
    private static readonly SearchValues<string> LaunchFailures = SearchValues.Create(
        [
            "guestfs_launch failed", "appliance closed the connection", "could not create appliance through", "could not connect to libvirt",
            "cannot find any suitable libguestfs", "supermin exited with error", "supermin-helper exited with error", "passt exited with",
            "you must call guestfs_add_drive before",
        ],
        StringComparison.Ordinal);

    /// <summary>How libguestfs, programs that use it, Python, Ruby, OCaml and Java say that something went wrong.</summary>
    private static readonly SearchValues<string> Accusers = SearchValues.Create(
        ["libguestfs: error: ", ": error: libguestfs error: ", "RuntimeError: ", "(Guestfs::Error)", "exception Guestfs.Error(", "LibGuestFSException: "], StringComparison.Ordinal);

    private static readonly SearchValues<string> ConsoleStart = SearchValues.Create(
        [
            "SeaBIOS (version", "UEFI firmware", "Booting from ROM", "Booting from Hard", "Probing EDD", "Booting Linux on physical CPU", "Starting /init script",
            "SLOF *", "Booting Linux via __start", "Uncompressing Linux", .. Enumerable.Range(0, 10).Select(static digit => $"Linux version {digit}"),
        ],
        StringComparison.Ordinal);

    private static readonly Regex Guest = new(
        @"^(?:guestfsd(?: --\S+)*$|guestfsd: |commandrvf: |\+ (?:mkdir|mount|kmod|udevadm|/\S+/udevd|/\S+systemd-udevd|systemd-tmpfiles|mdadm|modprobe|lvm|ldmtool|guestfsd|ip addr|echo|test)|/init: )", Linear);

    private static readonly Regex Programs = new(
        @"^(?:Guest launched OK\.|===== TEST FINISHED OK =====|libguestfs-test-tool: |Successfully created partition|Launching appliance, timeout|><fs>|virt-[\w-]+: |guestfish: |info: virt-|info: libvirt|nbdkit: | ?\d{1,3}% .{0,400}\d\d:\d\d$|Formatting '|check_host_free_space: |libvirt: |\[ {0,4}\d{1,6}\.\d\] )", Linear);

    private static readonly Regex Headers = new(
        @"^(?:\s*\*|[A-Z][A-Z_0-9]{2,40}=|guestfs_get_\w+: |host_cpu: |library version: |SELinux: |=====|Launching appliance|\s*<[/?!\w]|libvirt version)", Linear);

    /// <summary>What libguestfs says after an error, whoever printed the line before.</summary>
    private static readonly Regex Advice = new(
        @"^ *(?:This usually means the libguestfs appliance|To see full error messages you may|Do:$|export LIBGUESTFS_|and run the command again|https?://libguestfs\.org/|You can also run 'libguestfs-test-tool'|into a bug report or message|Try running qemu directly without|Original error from libvirt: )", Linear);

    private static readonly Regex GuestPrograms = new(
        @"^(?:\+|mdadm: |\[\]$|[Ss]tarting (?:systemd-udevd )?version |fsync /dev/|OCaml daemon|lvm_system_dir|verbose daemon|EFI stub: |SELinux enabled state|umount-all: |command: |/usr/lib/tmpfiles\.d/|No filesystem is currently mounted|Failed to determine unit|insmod: |mount: |lvmetad$|iPXE|SGABIOS|Serial Graphics Adapter|Machine UUID|LOADPARM=|Using virtio-|Please include FULL verbose output|Term: \d|Google, Inc|commandrvf: |mke2fs |udevadm: |udevadm --debug|inspect_\w+: |check_\w+: |calling: |varlink: |udev: |Loaded shared library |trying to open virtio-serial|\[/usr/lib/tmpfiles\.d/|Failed to parse ACL|Linux \(none\) |[bcdlps-][r-][w-][xsS-][r-][w-][xsS-][r-][w-][xtT-][ .+]|total \d|/dev\S*:$|\S+ /\S* \w+ r[ow],|Module +Size |\w+ +\d+ +\d+(?: |$)|\d+: \w+: <| +(?:valid_lft|inet6?|link/)|uptime: |clocksource: | *WARNING: Failed to connect to lvmetad| +/run/lvm/lvmetad)", Linear);

    /// <summary>The firmware of ppc64, and the kernel's first steps while it still talks through it.</summary>
    private static readonly Regex OpenFirmware = new(
        @"^ *(?:SLOF|QEMU Starting|Build Date = |FW Version = |Press ""s"" to enter Open|Populating /|Adapters on |[0-9a-f]{2} \d{4} \(|Scanning USB|Using default console: |Detected RAM kernel|Welcome to Open Firmware|Copyright \(c\) |All rights reserved|This program and the accompanying|are made available under|http://www\.opensource|Booting from memory|OF stdout device|Detected machine type|command line: |Max number of cores|Calling ibm,|memory layout at init|(?:memory_limit|alloc_bottom|alloc_top|alloc_top_hi|rmo_top|ram_top) +: |[Ii]nstantiating rtas|prom_hold_cpus|copying OF device tree|Building dt |Device tree (?:strings|struct) |Quiescing Open Firmware)", Linear);

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

    /// <summary>qemu could not use KVM and goes on without it.</summary>
    public static bool SaysFellBack(string text) => text.AsSpan().ContainsAny(FellBack);

    /// <summary>libguestfs, or a program that passes its error on, says that a launch failed.</summary>
    public static bool IsLaunchFailure(string text) =>
        text.AsSpan().IndexOfAny(LaunchFailures) is >= 0 and var at && (at == 0 || text.AsSpan().ContainsAny(Accusers));

    /// <summary>Programs' own words after a launch, which would otherwise read as the guest's.</summary>
    public static bool IsProgram(string text) =>
        text.Length > 0 && (text[0] is 'G' or '=' or 'S' or 'L' or '>' or 'v' or '[' or 'i' or 'l' or 'n' or 'F' or 'c' or ' ' || text.StartsWith("guestfish", StringComparison.Ordinal)) && Programs.IsMatch(text);

    /// <summary>What libguestfs-test-tool prints before it launches.</summary>
    public static bool IsHeader(string text) => Headers.IsMatch(text);

    /// <summary>What libguestfs advises after an error.</summary>
    public static bool IsAdvice(string text) => Advice.IsMatch(text);

    /// <summary>What programs of the appliance often print; only a guest that runs prints it.</summary>
    public static bool IsGuestProgram(string text) => GuestPrograms.IsMatch(text) || OpenFirmware.IsMatch(text);

    /// <summary>The first line of a printed command: it goes on after a backslash, or is whole and boots a kernel.</summary>
    public static bool IsQemuCommand(string text)
    {
        var end = text.IndexOf(' ', StringComparison.Ordinal);
        if (end < 0 || !IsQemuName(text.AsSpan(0, end), static rest => !rest.Contains(':')))
        {
            return false;
        }

        var options = text.AsSpan(end);
        return options is " \\" || (options.IndexOf("-kernel ") is > 0 and var kernel && options[kernel..].Contains("-append ", StringComparison.Ordinal));
    }

    /// <summary>qemu's own messages.</summary>
    public static bool IsQemu(string text)
    {
        text = WithoutStamp(text);
        return (text.IndexOf(' ', StringComparison.Ordinal) is > 0 and var end && text[end - 1] == ':'
            && IsQemuName(text.AsSpan(0, end - 1), static rest => rest.IndexOfAnyExcept(NameCharacters) < 0))
            || StartsWithAny(text, QemuWords);
    }

    /// <summary>What qemu says that it could not do, without its name; null for what it merely warns of and for how it is ended.</summary>
    public static string? QemusError(string text)
    {
        text = WithoutStamp(text);
        var name = text.IndexOf(": ", StringComparison.Ordinal);
        var said = name > 0 && IsQemuName(text.AsSpan(0, name), static rest => rest.IndexOfAnyExcept(NameCharacters) < 0) ? text[(name + 2)..] : text;
        return StartsWithAny(said, NoErrors) ? null : said;
    }

    /// <summary>supermin on the host, and what was called so before.</summary>
    public static bool IsSupermin(string text) =>
        text.StartsWith("supermin: ", StringComparison.Ordinal)
            ? !StartsWithAny(text.AsSpan("supermin: ".Length), NotOfTheHost)
            : Array.Find(SuperminHelpers, helper => text.StartsWith(helper, StringComparison.Ordinal)) is { } found
                && (text.Length == found.Length || !(char.IsAsciiLetterOrDigit(text[found.Length]) || text[found.Length] == '_'));

    public static bool IsInitrd(string text) => text.AsSpan().ContainsAny(Initrd);

    /// <summary>True for what the guest's user space alone prints.</summary>
    public static bool IsUserSpace(string text) => text.Length > 0 && text[0] is 'g' or 'c' or '+' or '/' && Guest.IsMatch(text);

    /// <summary>True for what only a guest prints.</summary>
    public static bool IsGuest(string text) =>
        LineParts.PrintkTime(text) is not null || text.AsSpan().ContainsAny(ConsoleStart) || IsInitrd(text) || IsUserSpace(text);

    private static SearchValues<char> NameCharacters { get; } = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.+-");

    /// <summary>A name of qemu, with or without directories before it.</summary>
    /// <param name="ends">What may follow <c>qemu</c> or <c>kvm</c> in the name.</param>
    private static bool IsQemuName(ReadOnlySpan<char> word, Func<ReadOnlySpan<char>, bool> ends)
    {
        var name = word[(word.LastIndexOf('/') + 1)..];
        return name.StartsWith("qemu") ? ends(name[4..]) : name.StartsWith("kvm") && ends(name[3..]);
    }

    /// <summary>qemu under libvirt puts the time before its messages: <c>2024-05-06T07:08:09.123456Z qemu-kvm: …</c>.</summary>
    private static string WithoutStamp(string text) => text.Length > 28 && text[10] == 'T' && text.AsSpan(26).StartsWith("Z ") ? text[28..] : text;

    private static bool StartsWithAny(ReadOnlySpan<char> text, string[] starts)
    {
        foreach (var start in starts)
        {
            if (text.StartsWith(start, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
