namespace Guestfs.Launching;

public enum DiskCache
{
    /// <summary>Flushes of the guest reach the host's disk.</summary>
    Writeback,

    /// <summary>Flushes are ignored: for disks that are thrown away.</summary>
    Unsafe,
}

/// <summary>One disk of a launch, ready to be given to qemu.</summary>
public sealed record LaunchDisk
{
    /// <summary>The absolute path of the file qemu opens: the image itself, or the overlay that protects it.</summary>
    public required string File { get; init; }

    /// <summary>The format of <see cref="File"/>, never guessed by qemu. An overlay is qcow2 whatever this says.</summary>
    public required string Format { get; init; }

    /// <summary>An overlay is unsafe whatever this says.</summary>
    public DiskCache Cache { get; init; } = DiskCache.Writeback;

    /// <summary>
    /// True for a qcow2 overlay over an image that is only read. Its backing file is then opened without a lock,
    /// so that the image of a running machine can be looked at.
    /// </summary>
    public bool IsOverlay { get; init; }

    /// <summary>The disk's serial, seen by the guest as /dev/disk/guestfs/LABEL.</summary>
    public string? Label { get; init; }

    /// <summary>512 or 4096, or null for qemu's own choice.</summary>
    public int? BlockSize { get; init; }
}
