using Microsoft.Win32.SafeHandles;

namespace Guestfs.Disks;

/// <summary>A regular file below a root, opened once for reading. Everything we learn of it comes from this handle.</summary>
internal sealed class ImageFile(FileWalk walk, int handle, string source, string path) : IDisposable
{
    public SafeFileHandle Handle { get; } = new((nint)handle, ownsHandle: true);

    /// <summary><c>ROOT:relative/path</c> of the file itself, after any link.</summary>
    public string Source { get; } = source;

    /// <summary>
    /// The absolute path as qemu is told or works it out. Names inside the image are relative to its folder. For a link
    /// inside an image this may pass symbolic links, which qemu follows like we did.
    /// </summary>
    public string Path { get; } = path;

    public string RealPath { get; } = walk.RealPath;

    public FileIdentity Identity { get; } = walk.Leaf.Identity;

    public long Length { get; } = (long)walk.Leaf.Size;

    public long Allocated { get; } = walk.Leaf.Allocated;

    public DateTimeOffset Modified { get; } = walk.Leaf.Modified;

    public bool CanWrite { get; } = walk.CanWrite();

    public void Dispose() => Handle.Dispose();
}
