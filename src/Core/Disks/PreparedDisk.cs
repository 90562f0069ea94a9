using Guestfs.Journal;

namespace Guestfs.Disks;

public enum PreparedDiskKind
{
    /// <summary>The image itself, written to.</summary>
    Image,

    /// <summary>
    /// A throw-away qcow2 overlay on the image, which is not written to. Where qemu is given the overlay as the
    /// <c>file</c> of a drive (<c>file.driver=qcow2</c>, needed for <c>file.backing.file.locking=off</c>), the drive
    /// itself needs <c>format=raw</c>: without it qemu probes what the guest sees, and a raw disk that holds a qcow2
    /// header leads it to any file that header names.
    /// </summary>
    Overlay,

    /// <summary>An empty raw file that lives as long as the boot.</summary>
    Scratch,

    /// <summary>The 4 KiB raw file that stands for <c>-a /dev/null</c>.</summary>
    Null,
}

/// <summary>One disk, ready for qemu's command line.</summary>
public sealed record PreparedDisk
{
    /// <summary>Counts from 0, as in <c>id=hd0</c>.</summary>
    public required int Index { get; init; }

    /// <summary>Such as /dev/sda.</summary>
    public required string GuestName { get; init; }

    /// <summary>As requested: <c>ROOT:relative/path</c>, <c>scratch:SIZE</c>, or "null".</summary>
    public required string Source { get; init; }

    public required PreparedDiskKind Kind { get; init; }

    /// <summary>The absolute path of the file qemu opens: the overlay, the image, or a file made for this boot.</summary>
    public required string QemuFile { get; init; }

    /// <summary>The format of <see cref="QemuFile"/>.</summary>
    public required string QemuFormat { get; init; }

    /// <summary>The format of the image below an overlay, otherwise that of <see cref="QemuFile"/>.</summary>
    public required string ImageFormat { get; init; }

    /// <summary>The image's absolute path without links; null for disks made for this boot.</summary>
    public string? ImagePath { get; init; }

    /// <summary>True when what the guest writes stays after the boot.</summary>
    public bool Writable => Kind == PreparedDiskKind.Image;

    /// <summary>qemu's cache option: "writeback", or "unsafe" where nothing written is kept (facts 2.3).</summary>
    public string CacheMode => Kind is PreparedDiskKind.Overlay or PreparedDiskKind.Scratch ? "unsafe" : "writeback";

    /// <summary>The guest's view in bytes.</summary>
    public required long VirtualSize { get; init; }

    /// <summary>The disk's serial, or null.</summary>
    public string? Label { get; init; }

    /// <summary>512 or 4096 for both physical and logical blocks, or null.</summary>
    public int? BlockSize { get; init; }

    public DiskPrepared ToEvent() => new(Index, GuestName, Source, ImageFormat, VirtualSize, Writable);
}
