using Guestfs.Timeline;

namespace Guestfs.Launching;

/// <summary>How long a guest may print nothing in each stage. libguestfs itself waits for ever once qemu runs.</summary>
public sealed record StageLimits
{
    /// <summary>
    /// From the start of qemu to the kernel's first word when KVM has yet to be proved: some hosts start a guest under KVM
    /// that never gets there.
    /// </summary>
    public TimeSpan ProveKvm { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan Qemu { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan Firmware { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan Kernel { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan Initrd { get; init; } = TimeSpan.FromSeconds(60);

    public TimeSpan Root { get; init; } = TimeSpan.FromSeconds(120);

    public TimeSpan Init { get; init; } = TimeSpan.FromSeconds(120);

    public TimeSpan Daemon { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>By how much a guest under TCG may be slower.</summary>
    public double TcgFactor { get; init; } = 10;

    /// <summary>Null where silence is no sign of trouble: before qemu starts and once the appliance is up.</summary>
    public TimeSpan? For(string stage, Accelerator accelerator)
    {
        TimeSpan? limit = stage switch
        {
            StageNames.Qemu => Qemu,
            StageNames.Firmware => Firmware,
            StageNames.Kernel => Kernel,
            StageNames.Initrd => Initrd,
            StageNames.Root => Root,
            StageNames.Init => Init,
            StageNames.Daemon => Daemon,
            _ => null,
        };
        return accelerator == Accelerator.Tcg ? limit * TcgFactor : limit;
    }
}
