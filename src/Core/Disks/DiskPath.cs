using System.Diagnostics.CodeAnalysis;

namespace Guestfs.Disks;

/// <summary>
/// A disk's name as users, links and requests write it: <c>ROOT:relative/path</c>. Parsing is purely textual; only
/// <see cref="DiskRoots"/> turns it into a file.
/// </summary>
public sealed record DiskPath
{
    public const int MaxLength = 4096;

    private DiskPath(string root, string relative)
    {
        Root = root;
        Relative = relative;
    }

    public string Root { get; }

    /// <summary>With forward slashes, without a slash at either end; empty for the root itself.</summary>
    public string Relative { get; }

    public string Name => Relative[(Relative.LastIndexOf('/') + 1)..];

    /// <summary>Parses the name of an image.</summary>
    /// <param name="problem">One sentence when the result is false.</param>
    public static bool TryParse(
        string? source,
        [NotNullWhen(true)] out DiskPath? path,
        [NotNullWhen(false)] out string? problem)
    {
        path = null;
        int colon = (source ??= "").IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0)
        {
            problem = $"{Quoted.Text(source)} is not a disk name; write ROOT:relative/path.";
            return false;
        }

        return TryParse(source[..colon], source[(colon + 1)..], allowRoot: false, out path, out problem);
    }

    /// <summary>Parses a folder of a root; an empty path is the root itself.</summary>
    /// <param name="problem">One sentence when the result is false.</param>
    public static bool TryParseFolder(
        string root,
        string relative,
        [NotNullWhen(true)] out DiskPath? path,
        [NotNullWhen(false)] out string? problem) =>
        TryParse(root, relative, allowRoot: true, out path, out problem);

    /// <summary>True when the name follows the rule of <see cref="DiskRoot.Name"/>.</summary>
    public static bool IsRootName(string name) =>
        name.Length is > 0 and <= 63
        && name[0] != '-'
        && name.All(static c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-')
        && name != ScratchSize.Scheme;

    public override string ToString() => $"{Root}:{Relative}";

    private static bool TryParse(
        string root,
        string relative,
        bool allowRoot,
        [NotNullWhen(true)] out DiskPath? path,
        [NotNullWhen(false)] out string? problem)
    {
        path = null;
        if (!IsRootName(root))
        {
            problem = $"{Quoted.Text(root)} is not the name of a disk root; names are made of a-z, 0-9 and \"-\".";
            return false;
        }

        if (relative.Length == 0 && allowRoot)
        {
            problem = null;
        }
        else if (PathText.FindFault(relative) is { } fault)
        {
            problem = $"The path {Quoted.Text(relative)} below root {root} {fault}.";
            return false;
        }

        path = new DiskPath(root, relative);
        problem = null;
        return true;
    }
}
