using System.Buffers.Binary;
using System.Text;

namespace Guestfs.Disks;

/// <summary>
/// Writes an empty qcow2 image on top of another one, as <c>qemu-img create -f qcow2 -o backing_file=,backing_fmt=</c>
/// does: version 3, 64 KiB clusters, 16-bit reference counts, the backing format recorded.
/// </summary>
internal static class Qcow2Overlay
{
    /// <summary>What an L1 table of 32 MiB, the largest qemu reads, can address: 2 PiB.</summary>
    public const long MaxVirtualSize = 32L * 1024 * 1024 / 8 * BytesPerLevel1Entry;

    /// <summary>The longest name a qcow2 header can hold, in bytes.</summary>
    public const int MaxBackingName = 1023;

    private const int ClusterBits = 16;
    private const int ClusterSize = 1 << ClusterBits;
    private const long BytesPerLevel1Entry = (long)ClusterSize * (ClusterSize / 8);
    private const int HeaderLength = 112;
    private const uint BackingFormatExtension = 0xe2792aca;

    /// <param name="path">Must not exist; it is made for the owner's eyes only.</param>
    /// <param name="backingPath">Absolute, at most <see cref="MaxBackingName"/> bytes.</param>
    /// <param name="virtualSize">A multiple of 512, at most <see cref="MaxVirtualSize"/>.</param>
    public static void Create(string path, string backingPath, string backingFormat, long virtualSize)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(virtualSize, MaxVirtualSize);
        byte[] name = Encoding.UTF8.GetBytes(backingPath);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(name.Length, MaxBackingName, nameof(backingPath));

        int level1Entries = (int)((virtualSize + BytesPerLevel1Entry - 1) / BytesPerLevel1Entry);
        int level1Clusters = ((level1Entries * 8) + ClusterSize - 1) / ClusterSize;

        // Clusters in order: header, reference count table, one block of counts, the L1 table.
        int clusters = 3 + level1Clusters;
        using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            BufferSize = 0,
        });
        file.SetLength((long)clusters * ClusterSize);
        RandomAccess.Write(file.SafeFileHandle, BuildHeader(name, backingFormat, virtualSize, level1Entries), 0);

        byte[] table = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(table, 2L * ClusterSize);
        RandomAccess.Write(file.SafeFileHandle, table, ClusterSize);

        byte[] counts = new byte[clusters * 2];
        for (int cluster = 0; cluster < clusters; cluster++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(counts.AsSpan(cluster * 2), 1);
        }

        RandomAccess.Write(file.SafeFileHandle, counts, 2L * ClusterSize);
    }

    private static byte[] BuildHeader(byte[] name, string backingFormat, long virtualSize, int level1Entries)
    {
        byte[] format = Encoding.ASCII.GetBytes(backingFormat);
        int formatLength = (format.Length + 7) & ~7;
        int nameOffset = HeaderLength + 8 + formatLength + 8;
        byte[] header = new byte[nameOffset + name.Length];
        "QFI"u8.CopyTo(header);
        header[3] = 0xfb;
        Put32(header, 4, 3);
        Put64(header, 8, nameOffset);
        Put32(header, 16, (uint)name.Length);
        Put32(header, 20, ClusterBits);
        Put64(header, 24, virtualSize);
        Put32(header, 36, (uint)level1Entries);
        Put64(header, 40, 3L * ClusterSize);
        Put64(header, 48, ClusterSize);
        Put32(header, 56, 1);
        Put32(header, 96, 4);
        Put32(header, 100, HeaderLength);
        Put32(header, HeaderLength, BackingFormatExtension);
        Put32(header, HeaderLength + 4, (uint)format.Length);
        format.CopyTo(header, HeaderLength + 8);
        name.CopyTo(header, nameOffset);
        return header;
    }

    private static void Put32(byte[] header, int offset, uint value) =>
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(offset), value);

    private static void Put64(byte[] header, int offset, long value) =>
        BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(offset), value);
}
