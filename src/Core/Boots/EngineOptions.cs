using Guestfs.Appliance;
using Guestfs.Boots.Retention;
using Guestfs.Disks;
using Guestfs.Launching;

namespace Guestfs.Boots;

/// <summary>How the engine runs boots on this host. Values are already validated.</summary>
public sealed record EngineOptions
{
    public required ApplianceOptions Appliance { get; init; }

    public required LaunchDefaults Launch { get; init; }

    /// <summary>Where the engine keeps its own small files, such as the memory of qemu's features.</summary>
    public required string StateDirectory { get; init; }

    public required DiskRoots Roots { get; init; }

    /// <summary>A path or a name on PATH; null takes LIBGUESTFS_HV and then the usual program.</summary>
    public string? QemuPath { get; init; }

    /// <summary>Directories with an appliance that a request may name besides the usual search path.</summary>
    public IReadOnlyList<string> AppliancePaths { get; init; } = [];

    /// <summary>Null derives the number from cores and memory.</summary>
    public int? MaxConcurrentBoots { get; init; }

    public int MaxQueuedBoots { get; init; } = 100;

    /// <summary>From leaving the queue to ready, unless the request says otherwise.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(20);

    /// <summary>How long qemu may take to end after SIGTERM, on a clean stop, before it is killed. A cancelled boot does not wait.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(10);

    public StageLimits StageLimits { get; init; } = new();

    /// <summary>Console bytes kept from a boot's beginning.</summary>
    public long KeepHeadBytes { get; init; } = 16L << 20;

    /// <summary>Console bytes kept from a boot's end.</summary>
    public long KeepTailBytes { get; init; } = 48L << 20;

    /// <summary>Which past boots are kept.</summary>
    public RetentionLimits Retention { get; init; } = new();
}
