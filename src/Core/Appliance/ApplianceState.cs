namespace Guestfs.Appliance;

/// <summary>The appliance as a boot started now would find it.</summary>
public sealed record ApplianceState
{
    /// <summary>Null when the search path holds no appliance.</summary>
    public ApplianceLocation? Location { get; init; }

    /// <summary>The files as they are now, or null when they were never built or cannot be read.</summary>
    public ApplianceFiles? Files { get; init; }

    /// <summary>Since the root filesystem was made.</summary>
    public TimeSpan? Age { get; init; }

    /// <summary>Disk space of kernel, initrd and root.</summary>
    public long? AllocatedBytes { get; init; }

    /// <summary>What supermin will do and why, or null for an appliance that is not built by supermin.</summary>
    public RebuildPrediction? Prediction { get; init; }

    /// <summary>The directory <c>CACHEDIR/.guestfs-UID</c>, whether it exists or not.</summary>
    public required string Cache { get; init; }

    /// <summary>Space left for us on the filesystem of the cache, or null when it cannot be told.</summary>
    public long? FreeBytes { get; init; }

    /// <summary>Who holds the appliance lock just now.</summary>
    public LockHolder? Lock { get; init; }

    /// <summary>Half-built appliances of killed builds that the next build removes.</summary>
    public IReadOnlyList<string> Abandoned { get; init; } = [];

    /// <summary>Null when supermin is not installed.</summary>
    public string? SuperminPath { get; init; }

    /// <summary>Such as 5.2.2.</summary>
    public string? SuperminVersion { get; init; }

    /// <summary>The kernel of an appliance built now, or null when there is none.</summary>
    public HostKernel? Kernel { get; init; }

    /// <summary>What stands in the way, worst first. Empty when a boot can get its appliance.</summary>
    public IReadOnlyList<ApplianceProblem> Problems { get; init; } = [];
}

/// <param name="Blocking">True when no boot can start until it is mended.</param>
/// <param name="Sentence">What is wrong.</param>
/// <param name="Fix">What to do; a command where one does it.</param>
public sealed record ApplianceProblem(bool Blocking, string Sentence, string Fix);
