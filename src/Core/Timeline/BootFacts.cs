using Guestfs.Journal;

namespace Guestfs.Timeline;

/// <summary>What the journal says about a boot besides its times: the boot page's facts panel.</summary>
public sealed record BootFacts
{
    public BootRequest Request { get; init; } = new();

    /// <summary>What an import found out about the log; null for a boot that ran here.</summary>
    public LogImported? Log { get; init; }

    public HostFacts Host { get; init; } = new();

    public ApplianceSelected? Appliance { get; init; }

    public ApplianceReady? ApplianceFiles { get; init; }

    /// <summary>The whole argument list of the last qemu, program first.</summary>
    public IReadOnlyList<string> QemuArguments { get; init; } = [];

    public string? KernelCommandLine { get; init; }

    public string? GuestKernel { get; init; }

    public string? Firmware { get; init; }

    public string? Accelerator { get; init; }

    public string? AcceleratorReason { get; init; }

    public IReadOnlyList<DiskPrepared> Disks { get; init; } = [];

    public IReadOnlyList<Decision> Decisions { get; init; } = [];

    public DaemonReport? Daemon { get; init; }

    public long? PeakMemoryKiB { get; init; }
}
