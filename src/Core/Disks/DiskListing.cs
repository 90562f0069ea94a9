namespace Guestfs.Disks;

/// <param name="Problem">Why the root cannot be used now, or null.</param>
public sealed record DiskRootInfo(string Name, long? FreeBytes, string? Problem);

/// <param name="Path">Relative to the root, with forward slashes; empty for the root itself.</param>
public sealed record DiskListing(string Root, string Path, IReadOnlyList<string> Folders, IReadOnlyList<DiskImageInfo> Images);

/// <param name="Source"><c>ROOT:relative/path</c>, as a disk request takes it.</param>
/// <param name="Format">raw, qcow2, vmdk, vdi or vhdx, as the header says; raw when it says nothing.</param>
/// <param name="Backing">The chain below, nearest first, each as <c>ROOT:relative/path</c>.</param>
/// <param name="Problem">Why it cannot be attached, in one sentence, or null.</param>
public sealed record DiskImageInfo(
    string Source,
    string Name,
    string Format,
    long FileBytes,
    long AllocatedBytes,
    long? VirtualBytes,
    DateTimeOffset Modified,
    IReadOnlyList<string> Backing,
    string? InUseBy,
    string? Problem)
{
    /// <summary>Other files the image's data lies in: VMDK extents or a qcow2 external data file.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>What a user should know before attaching it, in one or more sentences, or null.</summary>
    public string? Warning { get; init; }

    /// <summary>Why it can only be attached read-only, in one sentence, or null.</summary>
    public string? WriteProblem { get; init; }
}
