namespace Guestfs.Disks;

/// <summary>A directory below which disk images may be used. Everything outside all roots is out of reach.</summary>
/// <param name="Name">1 to 63 of a-z, 0-9 and "-", not starting with "-". "scratch" is taken by empty disks.</param>
/// <param name="Directory">An absolute path. It may be missing; then only this root has a problem.</param>
public sealed record DiskRoot(string Name, string Directory);
