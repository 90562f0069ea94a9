using System.Runtime.InteropServices;

namespace Guestfs.Disks;

/// <summary>What statx(2) says of a path; the layout is the same on every architecture.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct FileStatus
{
    [FieldOffset(20)]
    public uint Owner;

    [FieldOffset(28)]
    public ushort Mode;

    [FieldOffset(32)]
    public ulong Inode;

    [FieldOffset(40)]
    public ulong Size;

    [FieldOffset(48)]
    public ulong Blocks;

    [FieldOffset(112)]
    public long ModifiedSeconds;

    [FieldOffset(120)]
    public uint ModifiedNanoseconds;

    [FieldOffset(136)]
    public uint DeviceMajor;

    [FieldOffset(140)]
    public uint DeviceMinor;

    public readonly bool IsRegular => (Mode & 0xF000) == 0x8000;

    public readonly bool IsDirectory => (Mode & 0xF000) == 0x4000;

    public readonly bool IsLink => (Mode & 0xF000) == 0xA000;

    /// <summary>Bytes on the disk; statx counts in 512s whatever the file system's blocks.</summary>
    public readonly long Allocated => (long)Blocks * 512;

    /// <summary>Some file systems keep times that .NET cannot; those become the nearest it can.</summary>
    public readonly DateTimeOffset Modified => DateTimeOffset
        .FromUnixTimeSeconds(Math.Clamp(ModifiedSeconds, DateTimeOffset.MinValue.ToUnixTimeSeconds(), DateTimeOffset.MaxValue.ToUnixTimeSeconds() - 1))
        .AddTicks(ModifiedNanoseconds / 100);

    public readonly FileIdentity Identity => new(DeviceMajor, DeviceMinor, Inode);

    public readonly string Kind => (Mode & 0xF000) switch
    {
        0x1000 => "a named pipe",
        0x2000 => "a character device",
        0x4000 => "a folder",
        0x6000 => "a block device",
        0xC000 => "a socket",
        _ => "not a regular file",
    };

    /// <summary>A symbolic link is not followed. Null when there is nothing to see at the path, for whatever reason.</summary>
    public static unsafe FileStatus? Of(string path)
    {
        FileStatus status;
        return Libc.Statx(Libc.AtFdCwd, path, Libc.AtSymlinkNoFollow, Libc.StatxBasic, &status) == 0 ? status : null;
    }
}

/// <summary>What makes two names the same file.</summary>
internal readonly record struct FileIdentity(uint DeviceMajor, uint DeviceMinor, ulong Inode);
