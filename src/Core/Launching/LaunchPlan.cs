using Guestfs.Disks;
using Guestfs.Journal;

namespace Guestfs.Launching;

/// <summary>Everything that decides qemu's arguments and the kernel command line of one start of qemu.</summary>
public sealed record LaunchPlan
{
    public GuestMachine Machine { get; init; } = GuestMachine.X8664;

    public required QemuFeatures Features { get; init; }

    public required Accelerator Accelerator { get; init; }

    public required string Kernel { get; init; }

    public required string Initrd { get; init; }

    /// <summary>The appliance's root image; null for an old-style appliance, which is all in its initrd.</summary>
    public string? Root { get; init; }

    /// <summary>The file system's UUID inside <see cref="Root"/>.</summary>
    public string? RootUuid { get; init; }

    /// <summary>In the order they are added. The appliance's root follows as the last disk.</summary>
    public required IReadOnlyList<PreparedDisk> Disks { get; init; }

    /// <summary>The unix socket on which we listen for the daemon.</summary>
    public required string SocketPath { get; init; }

    public int MemoryMiB { get; init; } = LaunchLimits.DefaultMemoryMiB;

    public int Cpus { get; init; } = 1;

    public bool Network { get; init; }

    public Verbosity Verbosity { get; init; } = Verbosity.Analysis;

    /// <summary>The user's own kernel parameters, placed last.</summary>
    public string? Append { get; init; }

    /// <summary>The TERM of the person who boots; see <see cref="KernelCommandLine.Terminal"/>.</summary>
    public string? Terminal { get; init; }

    /// <summary>The host's delay-loop figure, which saves TCG guests from measuring it; see <see cref="LoopsPerJiffy"/>.</summary>
    public long? LoopsPerJiffy { get; init; }
}
