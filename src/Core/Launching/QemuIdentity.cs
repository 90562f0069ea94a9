namespace Guestfs.Launching;

/// <summary>One build of qemu, as far as a file's size and time can tell.</summary>
/// <param name="ModifiedUnixMilliseconds">When the file was last written.</param>
public readonly record struct QemuIdentity(string Path, long Size, long ModifiedUnixMilliseconds)
{
    /// <exception cref="GuestfsException">The file is not there.</exception>
    public static QemuIdentity Of(string path)
    {
        var target = new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? new FileInfo(path);
        return target.Exists
            ? new QemuIdentity(path, target.Length, new DateTimeOffset(target.LastWriteTimeUtc).ToUnixTimeMilliseconds())
            : throw new GuestfsException($"qemu is no longer at {path}, so no guest was started. Install it again.");
    }
}
