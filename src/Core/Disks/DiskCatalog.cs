using System.IO.Enumeration;

namespace Guestfs.Disks;

/// <summary>What can be picked: the roots, and the folders and images in each folder of them.</summary>
public sealed class DiskCatalog(DiskRoots roots)
{
    public IReadOnlyList<DiskRootInfo> ListRoots() => roots.Describe();

    /// <summary>
    /// The folders and files directly below a folder, each sorted by name. Every regular file counts as an image, as
    /// any file can be a raw disk; what cannot be attached is listed with its problem. Hidden names are left out.
    /// </summary>
    /// <param name="path">Relative to the root; empty for the root itself.</param>
    /// <exception cref="DiskException">The root is unknown or missing, or the path leads outside it.</exception>
    public DiskListing List(string root, string path, CancellationToken cancellationToken)
    {
        if (!DiskPath.TryParseFolder(root, path, out DiskPath? place, out string? problem))
        {
            throw new DiskException(problem);
        }

        using FileWalk folder = roots.OpenFolder(place, out FileIdentity identity);
        var inspector = new ImageInspector(roots);
        var users = new ImageUsers();
        var folders = new List<string>();
        var images = new List<DiskImageInfo>();
        foreach (Entry entry in Enumerate(folder, place))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (entry.IsFolder || (entry.IsLink && IsFolder(place, entry.Name)))
            {
                folders.Add(entry.Name);
            }
            else
            {
                images.Add(Describe(folder, identity, place, entry, inspector, users));
            }
        }

        folders.Sort(CompareNames);
        images.Sort(static (one, other) => CompareNames(one.Name, other.Name));
        return new DiskListing(root, path, folders, images);
    }

    private static int CompareNames(string one, string other)
    {
        int order = string.Compare(one, other, StringComparison.OrdinalIgnoreCase);
        return order != 0 ? order : string.CompareOrdinal(one, other);
    }

    private static List<Entry> Enumerate(FileWalk folder, DiskPath place)
    {
        try
        {
            return
            [
                .. new FileSystemEnumerable<Entry>(
                    folder.FolderHandlePath,
                    static (ref FileSystemEntry entry) =>
                    {
                        bool isLink = entry.Attributes.HasFlag(FileAttributes.ReparsePoint);
                        return new Entry(entry.FileName.ToString(), entry.IsDirectory && !isLink, isLink);
                    },
                    new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = false })
                {
                    ShouldIncludePredicate = static (ref FileSystemEntry entry) => entry.FileName[0] != '.',
                },
            ];
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or IOException)
        {
            throw new DiskException($"{Quoted.Text(place.ToString())} cannot be listed by the user Guestfs runs as (uid {Libc.EffectiveUser()}); change its mode or owner.");
        }
    }

    private static string Join(DiskPath place, string name) =>
        place.Relative.Length == 0 ? $"{place.Root}:{name}" : $"{place}/{name}";

    private bool IsFolder(DiskPath place, string name)
    {
        if (!DiskPath.TryParse(Join(place, name), out DiskPath? path, out _))
        {
            return false;
        }

        try
        {
            roots.OpenFolder(path, out _).Dispose();
            return true;
        }
        catch (DiskException)
        {
            return false;
        }
    }

    private DiskImageInfo Describe(
        FileWalk folder,
        FileIdentity root,
        DiskPath place,
        Entry entry,
        ImageInspector inspector,
        ImageUsers users)
    {
        string source = Join(place, entry.Name);
        try
        {
            if (!DiskPath.TryParse(source, out DiskPath? path, out string? fault))
            {
                return Unusable(source, entry.Name, folder.Examine(entry.Name), $"{fault} Rename it to use it.");
            }

            using ImageFile file = entry.IsLink ? roots.Open(path) : DiskRoots.OpenIn(folder, path, root);
            return Describe(source, entry.Name, file, inspector.Inspect(file, null), users.Find(file));
        }
        catch (DiskException problem)
        {
            return Unusable(source, entry.Name, folder.Examine(entry.Name), problem.Message);
        }
    }

    private static DiskImageInfo Describe(string source, string name, ImageFile file, ImageInspection inspection, string? user)
    {
        IEnumerable<string> warnings = inspection.Warnings;
        if (ImageWarnings.ForListed(source, inspection) is { } doubt)
        {
            warnings = warnings.Prepend(doubt);
        }

        string? writeProblem = inspection.WriteProblem
            ?? (file.CanWrite ? null : $"{Quoted.Text(source)} may not be written by the user Guestfs runs as (uid {Libc.EffectiveUser()}).");
        return new DiskImageInfo(
            source,
            name,
            inspection.Format,
            file.Length,
            file.Allocated,
            inspection.VirtualSize,
            file.Modified,
            [.. inspection.Links.Where(static link => link.IsBacking).Select(static link => link.Source)],
            user,
            inspection.Problem)
        {
            Parts = [.. inspection.Links.Where(static link => !link.IsBacking).Select(static link => link.Source)],
            Warning = string.Join(" ", warnings) is { Length: > 0 } warning ? warning : null,
            WriteProblem = writeProblem,
        };
    }

    private static DiskImageInfo Unusable(string source, string name, FileStatus? status, string problem)
    {
        FileStatus known = status ?? default;
        return new(source, name, ImageFormats.Raw, (long)known.Size, known.Allocated, null, known.Modified, [], null, problem);
    }

    private readonly record struct Entry(string Name, bool IsFolder, bool IsLink);
}
