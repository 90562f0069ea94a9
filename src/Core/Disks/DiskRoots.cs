namespace Guestfs.Disks;

/// <summary>The configured roots, and the only way from a name to a file below one of them.</summary>
public sealed class DiskRoots
{
    private readonly DiskRoot[] _roots;

    /// <exception cref="ArgumentException">A root is not valid; <see cref="FindProblems"/> says the same without throwing.</exception>
    public DiskRoots(IEnumerable<DiskRoot> roots)
    {
        _roots = [.. roots];
        IReadOnlyList<string> problems = FindProblems(_roots);
        if (problems.Count > 0)
        {
            throw new ArgumentException(string.Join(" ", problems), nameof(roots));
        }
    }

    public IReadOnlyList<DiskRoot> All => _roots;

    /// <summary>What is wrong with a configuration, one sentence each. A missing directory is not wrong.</summary>
    public static IReadOnlyList<string> FindProblems(IEnumerable<DiskRoot> roots)
    {
        var problems = new List<string>();
        var names = new HashSet<string>();
        foreach (DiskRoot root in roots)
        {
            if (!DiskPath.IsRootName(root.Name))
            {
                problems.Add($"The disk root name {Quoted.Text(root.Name)} is not allowed; use 1 to 63 of a-z, 0-9 and \"-\", and not \"scratch\".");
            }
            else if (!names.Add(root.Name))
            {
                problems.Add($"The disk root {root.Name} is configured twice.");
            }

            if (!Path.IsPathFullyQualified(root.Directory) || root.Directory.Contains('\0', StringComparison.Ordinal))
            {
                problems.Add($"The directory {Quoted.Text(root.Directory)} of disk root {Quoted.Text(root.Name)} is not an absolute path.");
            }
        }

        return problems;
    }

    /// <summary>The roots as they are now, each with its own problem.</summary>
    public IReadOnlyList<DiskRootInfo> Describe() => [.. _roots.Select(Describe)];

    /// <summary>Opens an image by its name.</summary>
    /// <exception cref="DiskException">The name is not valid, or names nothing that can be read below its root.</exception>
    internal ImageFile Open(string source) =>
        DiskPath.TryParse(source, out DiskPath? path, out string? problem) ? Open(path) : throw new DiskException(problem);

    /// <inheritdoc cref="Open(string)"/>
    internal ImageFile Open(DiskPath path)
    {
        using FileWalk walk = WalkToRoot(path.Root, out FileIdentity root);
        return OpenReached(walk, walk.Follow(path.Relative), path, root);
    }

    /// <summary>Opens a file of the folder that <paramref name="folder"/> stands in, and leaves it standing there.</summary>
    /// <exception cref="DiskException">As for <see cref="Open(string)"/>; also when it is a link.</exception>
    internal static ImageFile OpenIn(FileWalk folder, DiskPath path, FileIdentity root)
    {
        int depth = folder.Depth;
        try
        {
            return OpenReached(folder, folder.Step(path.Name), path, root);
        }
        finally
        {
            folder.BackTo(depth);
        }
    }

    /// <summary>Walks to a folder; the caller disposes the walk.</summary>
    /// <exception cref="DiskException">As for <see cref="Open(string)"/>.</exception>
    internal FileWalk OpenFolder(DiskPath path, out FileIdentity root)
    {
        FileWalk walk = WalkToRoot(path.Root, out root);
        try
        {
            int error = walk.Follow(path.Relative);
            if (walk.FindOnWay(root) < 0)
            {
                throw Outside(path);
            }

            ThrowOnError(error, path);
            return walk.IsFolder ? walk : throw new DiskException($"{Quoted.Text(path.ToString())} is not a folder.");
        }
        catch
        {
            walk.Dispose();
            throw;
        }
    }

    /// <summary>The roots that exist now, for finding out in which one a link inside an image ends.</summary>
    internal IReadOnlyList<(string Name, FileIdentity Identity)> Locate()
    {
        var found = new List<(string, FileIdentity)>();
        foreach (DiskRoot root in _roots)
        {
            using var walk = new FileWalk();
            if (walk.Follow(root.Directory) == 0 && walk.IsFolder)
            {
                found.Add((root.Name, walk.FolderIdentity));
            }
        }

        return found;
    }

    private static DiskException Outside(DiskPath path) =>
        new($"{Quoted.Text(path.ToString())} leads outside its root through a symbolic link and was not opened; put the file itself below the root.");

    private static void ThrowOnError(int error, DiskPath path)
    {
        string name = Quoted.Text(path.ToString());
        switch (error)
        {
            case 0:
                return;
            case Libc.NoEntry:
                throw new DiskException($"{name} does not exist.");
            case Libc.AccessDenied:
                throw new DiskException($"{name} may not be read by the user Guestfs runs as (uid {Libc.EffectiveUser()}); change its mode or owner.");
            case Libc.NotADirectory:
                throw new DiskException($"{name} passes through something that is not a folder.");
            case Libc.NameTooLong:
                throw new DiskException($"{name} has a part that is too long for this file system.");
            case Libc.TooManyLinks:
                throw new DiskException($"{name} goes round in symbolic links.");
            default:
                throw new DiskException($"{name} cannot be opened (error {error} of the operating system).");
        }
    }

    private static ImageFile OpenReached(FileWalk walk, int error, DiskPath path, FileIdentity root)
    {
        int place = walk.FindOnWay(root);
        if (place < 0)
        {
            throw Outside(path);
        }

        ThrowOnError(error, path);
        if (walk.IsFolder || !walk.Leaf.IsRegular)
        {
            string kind = walk.IsFolder ? "a folder" : walk.Leaf.Kind;
            throw new DiskException($"{Quoted.Text(path.ToString())} is {kind}, not a disk image; only regular files can be attached.");
        }

        int handle = walk.Open();
        ThrowOnError(-Math.Min(handle, 0), path);
        return new ImageFile(walk, handle, $"{path.Root}:{walk.RelativeTo(place)}", walk.RealPath);
    }

    private static DiskRootInfo Describe(DiskRoot root)
    {
        using var walk = new FileWalk();
        int error = walk.Follow(root.Directory);
        if (error == 0 && walk.IsFolder)
        {
            return new DiskRootInfo(root.Name, FindFreeBytes(walk), null);
        }

        string reason = error is 0 or Libc.NotADirectory ? "is not a folder"
            : error == Libc.AccessDenied ? $"may not be read by the user Guestfs runs as (uid {Libc.EffectiveUser()})"
            : "does not exist";
        return new DiskRootInfo(root.Name, null, $"The folder of disk root {root.Name} {reason}; create it or change the configuration. Other roots are not affected.");
    }

    private static long? FindFreeBytes(FileWalk walk)
    {
        try
        {
            return new DriveInfo(walk.FolderHandlePath).AvailableFreeSpace;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private FileWalk WalkToRoot(string name, out FileIdentity identity)
    {
        DiskRoot root = Array.Find(_roots, root => root.Name == name)
            ?? throw new DiskException(
                $"There is no disk root {Quoted.Text(name)}; the roots are {(_roots.Length == 0 ? "none" : string.Join(", ", _roots.Select(static root => root.Name)))}.");
        var walk = new FileWalk();
        if (walk.Follow(root.Directory) != 0 || !walk.IsFolder)
        {
            walk.Dispose();
            throw new DiskException(Describe(root).Problem ?? $"The folder of root {name} changed while it was opened; try again.");
        }

        identity = walk.FolderIdentity;
        return walk;
    }
}
