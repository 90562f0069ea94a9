using System.Runtime.InteropServices;

namespace Guestfs.Disks;

/// <summary>The few system calls .NET has no safe form of: opening relative to a directory without following links.</summary>
internal static unsafe partial class Libc
{
    public const int AtFdCwd = -100;
    public const int AtSymlinkNoFollow = 0x100;
    public const int AtEffectiveAccess = 0x200;
    public const int AtEmptyPath = 0x1000;
    public const uint StatxBasic = 0x7ff;
    public const int WriteAccess = 2;
    public const int FcntlOfdGetLock = 36;
    public const short WriteLock = 1;
    public const short Unlocked = 2;

    public const int ReadOnly = 0;
    public const int NoControllingTerminal = 0x100;
    public const int NonBlock = 0x800;
    public const int CloseOnExec = 0x80000;
    public const int PathOnly = 0x200000;

    public const int NoEntry = 2;
    public const int AccessDenied = 13;
    public const int NotADirectory = 20;
    public const int NameTooLong = 36;
    public const int TooManyLinks = 40;

    /// <summary>O_DIRECTORY, which arm and ppc number differently from everyone else.</summary>
    public static int Directory { get; } = HasArmFlags ? 0x4000 : 0x10000;

    /// <summary>O_NOFOLLOW, likewise.</summary>
    public static int NoFollow { get; } = HasArmFlags ? 0x8000 : 0x20000;

    private static bool HasArmFlags =>
        RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64 or Architecture.Armv6 or Architecture.Ppc64le;

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int OpenAt(int directory, string name, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Statx(int directory, string name, int flags, uint mask, FileStatus* status);

    [LibraryImport("libc", EntryPoint = "readlinkat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint ReadLinkAt(int directory, string name, byte* buffer, nuint size);

    [LibraryImport("libc", EntryPoint = "faccessat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int AccessAt(int directory, string name, int mode, int flags);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    public static partial int Fcntl(int descriptor, int command, FileLock* value);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial uint EffectiveUser();
}

/// <summary>struct flock of 64-bit Linux.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct FileLock
{
    public short Type;
    public short Whence;
    public long Start;
    public long Length;
    public int Pid;
}

/// <summary>struct statx, whose layout is the same on every architecture.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct FileStatus
{
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
}

/// <summary>What makes two names the same file.</summary>
internal readonly record struct FileIdentity(uint DeviceMajor, uint DeviceMinor, ulong Inode);
