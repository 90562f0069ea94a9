using System.Runtime.InteropServices;

namespace Guestfs.Disks;

/// <summary>The few system calls .NET has no form of, above all opening relative to a directory without following links.</summary>
internal static unsafe partial class Libc
{
    public const int AtFdCwd = -100;
    public const int AtSymlinkNoFollow = 0x100;
    public const int AtEffectiveAccess = 0x200;
    public const int AtEmptyPath = 0x1000;
    public const uint StatxBasic = 0x7ff;
    public const int WriteAccess = 2;

    /// <summary>F_OFD_GETLK: asks who holds a lock, also one of our own process.</summary>
    public const int AskLock = 36;

    /// <summary>F_OFD_SETLK: takes a lock that belongs to the open file, so that other opens of our process do not drop it.</summary>
    public const int TakeLock = 37;

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
    public static partial int Fcntl(SafeHandle descriptor, int command, ref FileLock value);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial uint EffectiveUser();
}
