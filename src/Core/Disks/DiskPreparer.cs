using Guestfs.Journal;

namespace Guestfs.Disks;

/// <summary>Turns requested disks into files for qemu.</summary>
public sealed class DiskPreparer(DiskRoots roots)
{
    /// <summary>The size of the stand-in for /dev/null (libguestfs lib/drives.c).</summary>
    private const long NullDiskBytes = 4096;

    private readonly DiskRequestCheck _check = new(roots);

    /// <summary>
    /// Checks everything and then makes overlays and empty disks. No image is changed. Without any disk the result is
    /// the one null disk, as for <c>guestfish -a /dev/null</c>.
    /// </summary>
    /// <param name="scratchDirectory">An existing directory of this boot's own, absolute, removed by the caller.</param>
    /// <exception cref="DisksRefusedException">Some disks cannot be attached; nothing was made.</exception>
    /// <exception cref="DiskException">The scratch directory cannot be written.</exception>
    public PreparedDisks Prepare(IReadOnlyList<DiskRequest> disks, string scratchDirectory)
    {
        ExaminedDisks examined = _check.Examine(disks);
        try
        {
            string[] reasons = [.. examined.Findings.Where(static finding => finding.Refuses).Select(static finding => finding.Sentence)];
            if (reasons.Length > 0)
            {
                throw new DisksRefusedException(reasons);
            }

            var names = new ScratchNames(scratchDirectory);
            PreparedDisk[] prepared = disks.Count == 0
                ? [PrepareNull(names)]
                : [.. examined.Disks.Select(disk => Prepare(disk, names))];
            return new PreparedDisks(_check, [.. examined.Disks.Select(static disk => disk.Request)], examined, prepared);
        }
        catch (Exception failure)
        {
            examined.Dispose();
            if (failure is IOException or UnauthorizedAccessException)
            {
                throw new DiskException("The files for this boot's disks cannot be written below the temporary directory; free space there or check its mode. No image was changed.");
            }

            throw;
        }
    }

    private static PreparedDisk PrepareNull(ScratchNames names)
    {
        string file = names.Next("devnull", "img");
        CreateSparse(file, NullDiskBytes);
        return new PreparedDisk
        {
            Index = 0,
            GuestName = DiskNames.GuestName(0),
            Source = "null",
            Kind = PreparedDiskKind.Null,
            QemuFile = file,
            QemuFormat = ImageFormats.Raw,
            ImageFormat = ImageFormats.Raw,
            VirtualSize = NullDiskBytes,
        };
    }

    private static PreparedDisk Prepare(ExaminedDisk disk, ScratchNames names)
    {
        (PreparedDiskKind kind, string file) = disk.File is null
            ? (PreparedDiskKind.Scratch, names.Next("disk", "img"))
            : disk.Request.Writable
                ? (PreparedDiskKind.Image, disk.File.RealPath)
                : (PreparedDiskKind.Overlay, names.Next("overlay", "qcow2"));
        if (kind == PreparedDiskKind.Scratch)
        {
            CreateSparse(file, disk.VirtualSize);
        }
        else if (kind == PreparedDiskKind.Overlay)
        {
            Qcow2Overlay.Create(file, disk.File!.RealPath, disk.Format, disk.VirtualSize);
        }

        return new PreparedDisk
        {
            Index = disk.Index,
            GuestName = DiskNames.GuestName(disk.Index),
            Source = disk.Request.Source,
            Kind = kind,
            QemuFile = file,
            QemuFormat = kind == PreparedDiskKind.Overlay ? ImageFormats.Qcow2 : disk.Format,
            ImageFormat = disk.Format,
            ImagePath = disk.File?.RealPath,
            VirtualSize = disk.VirtualSize,
            Label = disk.Request.DiskLabel,
            BlockSize = disk.Request.BlockSize,
        };
    }

    private static void CreateSparse(string path, long bytes)
    {
        using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            BufferSize = 0,
        });
        file.SetLength(bytes);
    }

    /// <summary>Names as libguestfs gives them: one counter for all files of a boot.</summary>
    private sealed class ScratchNames(string directory)
    {
        private int _last;

        public string Next(string stem, string ending) => Path.Combine(directory, $"{stem}{++_last}.{ending}");
    }
}
