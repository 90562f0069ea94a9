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

    /// <summary>While a call of the daemon runs; silence between calls says nothing.</summary>
    public TimeSpan Session { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>While the daemon writes everything to the disks.</summary>
    public TimeSpan Shutdown { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>By how much a guest under TCG may be slower.</summary>
    public double TcgFactor { get; init; } = 10;

    /// <summary>Null before qemu starts, where silence is no sign of trouble.</summary>
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
            StageNames.Session => Session,
            StageNames.Shutdown => Shutdown,
            _ => null,
        };
        return accelerator == Accelerator.Tcg ? limit * TcgFactor : limit;
    }
}
