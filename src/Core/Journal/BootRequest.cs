namespace Guestfs.Journal;

/// <summary>What a user asks of one boot. The first event of every journal carries it, with the format of every disk decided.</summary>
public sealed record BootRequest
{
    /// <summary>Made by the client. Two requests with the same value are one boot, so a double click starts nothing twice.</summary>
    public string? RequestId { get; init; }

    public string? Title { get; init; }

    /// <summary>A free word that groups boots, such as a test's name.</summary>
    public string? Label { get; init; }

    /// <summary>In the order they are added: the first becomes /dev/sda. Empty means a 4 KiB null disk, as <c>guestfish -a /dev/null</c>.</summary>
    public IReadOnlyList<DiskRequest> Disks { get; init; } = [];

    /// <summary>A directory that holds an appliance, or null for the configured search path (LIBGUESTFS_PATH).</summary>
    public string? AppliancePath { get; init; }

    /// <summary>Guest memory in MiB, at least 256. Null takes LIBGUESTFS_MEMSIZE or 1280 (libguestfs lib/launch.c).</summary>
    public int? MemoryMiB { get; init; }

    /// <summary>Virtual CPUs, 1 to 255.</summary>
    public int Cpus { get; init; } = 1;

    public AcceleratorChoice Accelerator { get; init; } = AcceleratorChoice.Auto;

    public bool Network { get; init; }

    /// <summary>Extra kernel parameters, placed last. Null takes LIBGUESTFS_APPEND.</summary>
    public string? Append { get; init; }

    public Verbosity Verbosity { get; init; } = Verbosity.Analysis;

    /// <summary>From leaving the queue to ready, in seconds. Null takes the configured limit.</summary>
    public int? TimeLimitSeconds { get; init; }

    public WhenReady WhenReady { get; init; } = WhenReady.Stop;

    /// <summary>With <see cref="WhenReady.Stay"/>: stop after this many seconds without a call. Null stays until stopped.</summary>
    public int? IdleStopSeconds { get; init; }

    /// <summary>Build the appliance anew even when the cached one is current.</summary>
    public bool RebuildAppliance { get; init; }

    /// <summary>Try KVM again even when it is remembered as broken on this host.</summary>
    public bool RecheckAccelerator { get; init; }
}

/// <summary>One disk of a <see cref="BootRequest"/>.</summary>
public sealed record DiskRequest
{
    /// <summary><c>ROOT:relative/path</c> below a configured root, or <c>scratch:SIZE</c> for an empty disk of SIZE MiB that is thrown away.</summary>
    public required string Source { get; init; }

    /// <summary>
    /// raw, qcow2, vmdk, vdi or vhdx. Left out, the image's header decides once, when the boot is accepted, and every file the header
    /// names must lie below a root. A guest can write any header into a raw disk (CVE-2010-3851), so say raw for a disk that guests wrote.
    /// </summary>
    public string? Format { get; init; }

    /// <summary>False protects the image with a throw-away overlay.</summary>
    public bool Writable { get; init; }

    /// <summary>The disk's serial, 1 to 20 letters, seen by the guest as /dev/disk/guestfs/LABEL.</summary>
    public string? DiskLabel { get; init; }

    /// <summary>512 or 4096, or null for qemu's own choice.</summary>
    public int? BlockSize { get; init; }
}

public enum AcceleratorChoice
{
    /// <summary>Try KVM, prove it, fall back to TCG once.</summary>
    Auto,
    Kvm,
    Tcg,
}

public enum Verbosity
{
    /// <summary><c>quiet</c>: the fewest lines, few stages.</summary>
    Quiet,

    /// <summary><c>guestfs_verbose=1 guestfs_boot_analysis=1</c>: every stage, without the debug dump.</summary>
    Analysis,

    /// <summary><c>guestfs_verbose=1</c>: every stage and /init's debug dump.</summary>
    Full,
}

public enum WhenReady
{
    Stop,
    Stay,
}
