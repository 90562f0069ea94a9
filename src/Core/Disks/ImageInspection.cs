namespace Guestfs.Disks;

/// <summary>What an image turns out to be, with every file qemu would open for it.</summary>
/// <param name="Format">As it would be opened.</param>
/// <param name="HeaderFormat">As its first bytes say.</param>
internal sealed record ImageInspection(string Format, string HeaderFormat)
{
    public long? VirtualSize { get; init; }

    /// <summary>A recognised format that is not attached; see <see cref="Headers.ImageHeader.Foreign"/>.</summary>
    public string? Foreign { get; init; }

    /// <summary>The files below and beside the image, in the order qemu reaches them.</summary>
    public IReadOnlyList<LinkedFile> Links { get; init; } = [];

    public string? Problem { get; init; }

    public string? WriteProblem { get; init; }

    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <param name="IsBacking">False for a VMDK extent or an external data file.</param>
internal sealed record LinkedFile(string Source, FileIdentity Identity, bool IsBacking, string Format);
