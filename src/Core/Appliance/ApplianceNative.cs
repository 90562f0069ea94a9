using System.Runtime.InteropServices;

namespace Guestfs.Appliance;

/// <summary>System calls that .NET has no form of.</summary>
internal static unsafe partial class ApplianceNative
{
    public const int CurrentDirectory = -100;
    public const int NoFollow = 0x100;
    public const uint BasicFields = 0x7ff;

    /// <summary>F_OFD_GETLK: asks who holds a lock, also one of our own process.</summary>
    public const int AskLock = 36;

    /// <summary>F_OFD_SETLK: takes a lock that belongs to the open file, so that other opens of our process do not drop it.</summary>
    public const int TakeLock = 37;

    public const short WriteLock = 1;
    public const short Unlocked = 2;

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Statx(int directory, string path, int flags, uint mask, Fields* status);

    [LibraryImport("libc", EntryPoint = "fcntl")]
    public static partial int Fcntl(SafeHandle descriptor, int command, ref FileLock value);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial uint EffectiveUser();

    /// <summary>struct flock of 64-bit Linux.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct FileLock
    {
        public short Type;
        public short Whence;
        public long Start;
        public long Length;
        public int Pid;
    }

    /// <summary>struct statx, whose layout is the same on every architecture.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    public struct Fields
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
    }
}
