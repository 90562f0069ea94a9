using Guestfs.Disks.Headers;

namespace Guestfs.Disks;

/// <summary>
/// Reads an image's header and follows every name in it, before qemu does: a name may only lead to a regular file
/// below a root. One inspector serves one operation, since it remembers where the roots are.
/// </summary>
internal sealed class ImageInspector(DiskRoots roots)
{
    /// <summary>Deeper chains exist, but no real one that anybody wants to boot from.</summary>
    private const int MaxDepth = 16;

    private readonly IReadOnlyList<(string Name, FileIdentity Identity)> _places = roots.Locate();

    /// <param name="format">How qemu will be told to open it, or null to go by the header.</param>
    public ImageInspection Inspect(ImageFile file, string? format)
    {
        ImageHeader header = HeaderReader.Read(file.Handle, file.Length);
        var inspection = new ImageInspection(format ?? header.Format, header.Format) { Foreign = header.Foreign };
        if (format is not null && format != ImageFormats.Raw && format != header.Format)
        {
            string truth = header.Foreign ?? header.Format;
            return inspection with
            {
                Problem = $"{Name(file)} is not a {format} image: its first bytes say {truth}; choose the format {header.Format}.",
            };
        }

        ImageHeader opened = format == ImageFormats.Raw ? HeaderReader.Raw(file.Length) : header;
        var way = new Way(file);
        try
        {
            long size = Follow(way, file, opened, depth: 0);
            if (size == 0)
            {
                way.Warnings.Add($"{Name(file)} is empty: the appliance will see a disk without any sector.");
            }

            return Finish(inspection, file, opened, way) with { VirtualSize = size };
        }
        catch (DiskException problem)
        {
            return Finish(inspection, file, opened, way) with
            {
                VirtualSize = opened.VirtualSize > 0 ? opened.VirtualSize : null,
                Problem = problem.Message,
            };
        }
    }

    private static ImageInspection Finish(ImageInspection inspection, ImageFile file, ImageHeader header, Way way) =>
        inspection with
        {
            Links = way.Links,
            Warnings = way.Warnings,
            WriteProblem = header.WriteProblem is { } problem ? $"{Name(file)} {problem}." : null,
        };

    private static string Name(ImageFile file) => Quoted.Text(file.Source);

    /// <summary>Follows what one image names.</summary>
    /// <returns>Its virtual size in bytes.</returns>
    private long Follow(Way way, ImageFile file, ImageHeader header, int depth)
    {
        if (header.Problem is { } problem)
        {
            throw new DiskException($"{Name(file)} {problem}.");
        }

        long size = header.VirtualSize;
        foreach (ImageLink link in header.Links)
        {
            using ImageFile target = Open(file, link);
            if (!way.Add(target, link))
            {
                throw new DiskException($"{Name(file)} names {Name(target)}, which is already part of the same disk; its chain goes round.");
            }

            size = AddSize(file, size, link.Kind switch
            {
                LinkKind.FlatExtent => link.Bytes,
                LinkKind.SparseExtent => ReadExtentSize(target),
                _ => 0,
            });
            if (link.Kind == LinkKind.Backing)
            {
                if (depth == MaxDepth)
                {
                    throw new DiskException($"{Name(file)} is the image number {MaxDepth + 1} in a chain of backing files, which is too deep; flatten it with qemu-img convert.");
                }

                Follow(way, target, ReadBacking(way, file, target, link), depth + 1);
            }
        }

        return size;
    }

    private static ImageHeader ReadBacking(Way way, ImageFile owner, ImageFile target, ImageLink link)
    {
        if (link.Format == ImageFormats.Raw)
        {
            return HeaderReader.Raw(target.Length);
        }

        ImageHeader header = HeaderReader.Read(target.Handle, target.Length);
        if (link.Format is null)
        {
            way.Warnings.Add($"{Name(owner)} does not record the format of its backing file, so qemu guesses it (now {header.Format}); record it with qemu-img rebase -u -F.");
        }
        else if (link.Format != header.Format)
        {
            throw new DiskException(
                $"{Name(owner)} says its backing file {Name(target)} has the format {Quoted.Text(link.Format)}, but its first bytes say {header.Foreign ?? header.Format}; correct it with qemu-img rebase -u -F.");
        }

        return link.Format is null && header.Foreign is not null
            ? throw new DiskException($"{Name(owner)} needs {Name(target)}, which is in the format {header.Foreign}; convert it with qemu-img first.")
            : header;
    }

    private static long ReadExtentSize(ImageFile extent)
    {
        try
        {
            using var source = new HeaderSource(extent.Handle, extent.Length);
            long size = VmdkHeader.ReadSparseSize(source.First);
            return size > 0 ? size : throw new HeaderException("is a VMDK extent without a size");
        }
        catch (HeaderException problem)
        {
            throw new DiskException($"{Name(extent)} {problem.Message}.");
        }
    }

    private static long AddSize(ImageFile file, long size, long more) =>
        size <= long.MaxValue - more ? size + more : throw new DiskException($"{Name(file)} claims extents larger than any disk.");

    private ImageFile Open(ImageFile owner, ImageLink link)
    {
        string role = link.Kind switch
        {
            LinkKind.Backing => "backing file",
            LinkKind.DataFile => "external data file",
            _ => "extent",
        };
        string need = $"{Name(owner)} needs the {role} {Quoted.Text(link.Name)}, which";
        string advice = link.Kind == LinkKind.Backing
            ? "put it below a root and point to it with qemu-img rebase -u, or flatten the image with qemu-img convert"
            : "put it below a root, or copy the image into one file with qemu-img convert";
        int colon = link.Name.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0 && !link.Name.AsSpan(0, colon).Contains('/'))
        {
            throw new DiskException($"{need} is a network or qemu address and not a file; {advice}.");
        }

        if (link.Kind == LinkKind.DataFile && !link.Name.StartsWith('/'))
        {
            throw new DiskException($"{need} qemu would look for in its own working directory; write its absolute path with qemu-img amend -o data_file=PATH.");
        }

        string path = link.Name.StartsWith('/') ? link.Name : $"{owner.Path[..(owner.Path.LastIndexOf('/') + 1)]}{link.Name}";
        return OpenBelowAnyRoot(path, need, advice);
    }

    private ImageFile OpenBelowAnyRoot(string path, string need, string advice)
    {
        using var walk = new FileWalk();
        int error = walk.Follow(path);
        int place = -1;
        string root = "";
        foreach ((string name, FileIdentity identity) in _places)
        {
            int found = walk.FindOnWay(identity);
            (place, root) = found > place ? (found, name) : (place, root);
        }

        if (place < 0)
        {
            throw new DiskException($"{need} lies outside the disk roots and was not opened; {advice}.");
        }

        if (error == 0 && (walk.IsFolder || !walk.Leaf.IsRegular))
        {
            throw new DiskException($"{need} is {(walk.IsFolder ? "a folder" : walk.Leaf.Kind)}; {advice}.");
        }

        int handle = error == 0 ? walk.Open() : -error;
        return handle >= 0
            ? new ImageFile(walk, handle, $"{root}:{walk.RelativeTo(place)}", path)
            : throw new DiskException(-handle switch
            {
                Libc.NoEntry => $"{need} does not exist; restore it, or point to the right file with qemu-img rebase -u.",
                Libc.AccessDenied => $"{need} may not be read by the user Guestfs runs as (uid {Libc.EffectiveUser()}); change its mode or owner.",
                _ => $"{need} cannot be opened (error {-handle} of the operating system).",
            });
    }

    /// <summary>What was passed on the way down, to notice a chain that goes round.</summary>
    private sealed class Way(ImageFile start)
    {
        private readonly HashSet<FileIdentity> _seen = [start.Identity];

        public List<LinkedFile> Links { get; } = [];

        public List<string> Warnings { get; } = [];

        /// <summary>False when the file was passed before. Flat extents may share one file.</summary>
        public bool Add(ImageFile file, ImageLink link)
        {
            bool isNew = _seen.Add(file.Identity);
            bool isExtent = link.Kind is LinkKind.FlatExtent or LinkKind.SparseExtent;
            if (!isNew)
            {
                return link.Kind == LinkKind.FlatExtent && Links.Exists(known => known.Identity == file.Identity && !known.IsBacking);
            }

            Links.Add(new LinkedFile(file.Source, file.Identity, link.Kind == LinkKind.Backing, link.Format ?? (isExtent ? ImageFormats.Raw : "")));
            return true;
        }
    }
}
