namespace Guestfs.Disks.Headers;

/// <summary>What the first bytes of an image say. Nothing in it is trusted: names are not resolved yet.</summary>
internal sealed record ImageHeader(string Format)
{
    /// <summary>The size the guest sees in bytes; for a VMDK made of extents, without those in <see cref="Links"/>.</summary>
    public long VirtualSize { get; init; }

    /// <summary>Other files this one is made of or stands on.</summary>
    public IReadOnlyList<ImageLink> Links { get; init; } = [];

    /// <summary>A format that qemu would recognise but that is not one of <see cref="ImageFormats"/>.</summary>
    public string? Foreign { get; init; }

    /// <summary>Completes "The image …" when it cannot be attached.</summary>
    public string? Problem { get; init; }

    /// <summary>Completes "The image …" when it can only be attached read-only.</summary>
    public string? WriteProblem { get; init; }

    /// <summary>Completes "The image …" for something worth knowing.</summary>
    public string? Warning { get; init; }

    public static ImageHeader Broken(string format, string problem) => new(format) { Problem = problem };
}

/// <param name="Format">As recorded beside the name; null when none is, so that qemu would guess.</param>
/// <param name="Bytes">The part of the virtual disk a flat extent holds.</param>
internal sealed record ImageLink(LinkKind Kind, string Name, string? Format = null, long Bytes = 0);

internal enum LinkKind
{
    Backing,
    DataFile,
    FlatExtent,
    SparseExtent,
}
