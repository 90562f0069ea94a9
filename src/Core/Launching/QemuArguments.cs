using System.Globalization;
using Guestfs.Disks;
using Guestfs.Journal;

namespace Guestfs.Launching;

/// <summary>
/// qemu's arguments in the order of libguestfs 1.48.6's direct backend (lib/launch-direct.c), so that what is measured here
/// is what people's tools do. What we add is little and is named by <see cref="Additions"/>.
/// </summary>
public static class QemuArguments
{
    /// <summary>The arguments after the program's name.</summary>
    /// <exception cref="ArgumentException">A file's path is not absolute: qemu would take <c>scheme:rest</c> for a network address.</exception>
    public static IReadOnlyList<string> Build(LaunchPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return
        [
            "-global", "virtio-blk-pci.scsi=off",
            .. When(plan.Features.NoUserConfig, "-no-user-config"),
            .. When(plan.Features.NoDefaults, "-nodefaults"),
            "-display", "none",
            "-machine", Machine(plan),
            "-cpu", plan.Machine.CpuUnder(plan.Accelerator),
            .. When(plan.Cpus > 1, "-smp", Number(plan.Cpus)),
            "-m", Number(plan.MemoryMiB),
            "-no-reboot",
            "-rtc", "driftfix=slew",
            .. When(plan.Features.NoHpet, "-no-hpet"),
            .. When(plan.Machine.IsPc, "-global", "kvm-pit.lost_tick_policy=discard"),
            "-kernel", Absolute(plan.Kernel),
            "-initrd", Absolute(plan.Initrd),
            .. When(plan.Features.RandomDevice, "-object", "rng-random,filename=/dev/urandom,id=rng0", "-device", "virtio-rng-pci,rng=rng0"),
            "-device", "virtio-scsi-pci,id=scsi",
            .. plan.Disks.SelectMany(disk => Disk(disk, plan.Features.MandatoryLocking)),
            .. plan.Root is { } root ? ApplianceDisk(root) : [],
            "-device", "virtio-serial-pci",
            "-serial", "stdio",
            "-chardev", $"socket,path={Value(Absolute(plan.SocketPath))},id=channel0",
            "-device", "virtserialport,chardev=channel0,name=org.libguestfs.channel.0",
            .. When(plan.Network, "-netdev", "user,id=usernet,net=169.254.0.0/16", "-device", "virtio-net-pci,netdev=usernet"),
            "-append", KernelCommandLine.Build(plan),
            .. When(plan.Features.Sandbox, Sandbox),
        ];
    }

    /// <summary>Where <see cref="Build"/> says more than libguestfs would.</summary>
    public static IReadOnlyList<QemuAddition> Additions(LaunchPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return
        [
            .. plan.Disks.Any(disk => disk.Kind == PreparedDiskKind.Overlay && plan.Features.MandatoryLocking)
                ? (QemuAddition[])[new("format=raw", "qemu would otherwise guess a format from what stands inside a read-only disk, and a disk could then make it open other files of the host.")]
                : [],
            .. plan.Features.Sandbox
                ? (QemuAddition[])[new(string.Join(' ', Sandbox), "A guest that breaks out into qemu can then start no program, gain no privilege and use no obsolete system call.")]
                : [],
            new($"GLIBC_TUNABLES={QemuEnvironment.HugePages}", "In qemu's environment: its own tables lie in huge pages, so that it finds translated code sooner. The guest sees nothing of it."),
        ];
    }

    internal static string[] Sandbox { get; } =
        ["-sandbox", "on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny"];

    private static string Machine(LaunchPlan plan) => string.Join(
        ',',
        [
            .. plan.Machine.MachineType is { } type ? When(true, type) : [],
            $"accel={plan.Accelerator.Name()}",
            .. When(plan.Machine.IsPc && plan.Verbosity != Verbosity.Quiet, "graphics=off"),
        ]);

    private static string[] Disk(PreparedDisk disk, bool locking)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"hd{disk.Index}");
        var file = Value(Absolute(disk.QemuFile));
        var source = disk.Kind switch
        {
            // The image below is only read, so no lock is taken on it and the disk of a running machine can be looked at.
            // Here qcow2 is the format of the layer below; libguestfs leaves the format above it to be guessed from the content.
            PreparedDiskKind.Overlay when locking => $"file.file.filename={file},file.driver=qcow2,file.backing.file.locking=off,cache={disk.CacheMode},format=raw",
            PreparedDiskKind.Overlay => $"file={file},format=qcow2,cache={disk.CacheMode}",
            _ => $"file={file},cache={disk.CacheMode},format={Value(disk.QemuFormat)}",
        };
        var serial = disk.Label is { } label ? $",serial={Value(label)}" : "";
        var blocks = disk.BlockSize is { } size
            ? string.Create(CultureInfo.InvariantCulture, $",physical_block_size={size},logical_block_size={size}")
            : "";
        return ["-drive", $"{source},id={id},if=none", "-device", $"scsi-hd,drive={id}{serial}{blocks}"];
    }

    private static string[] ApplianceDisk(string root) =>
    [
        "-drive", $"file={Value(Absolute(root))},snapshot=on,id=appliance,cache=unsafe,if=none,format=raw",
        "-device", "scsi-hd,drive=appliance",
    ];

    private static string Absolute(string path) => Path.IsPathRooted(path)
        ? path
        : throw new ArgumentException($"The path '{path}' given to qemu is not absolute.", nameof(path));

    /// <summary>Inside an option of qemu a comma ends a value, unless doubled.</summary>
    private static string Value(string text) => text.Replace(",", ",,", StringComparison.Ordinal);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string[] When(bool condition, params string[] arguments) => condition ? arguments : [];
}
