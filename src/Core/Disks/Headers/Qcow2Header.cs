using System.Buffers.Binary;

namespace Guestfs.Disks.Headers;

/// <summary>qcow2 versions 2 and 3 (qemu docs/interop/qcow2.txt), with the checks qemu makes on opening.</summary>
internal static class Qcow2Header
{
    private const int Version2Length = 72;
    private const int MaxBackingName = 1023;
    private const int MaxLevel1Entries = 32 * 1024 * 1024 / 8;
    private const uint BackingFormatExtension = 0xe2792aca;
    private const uint DataFileExtension = 0x44415441;

    private const ulong Corrupt = 1 << 1;
    private const ulong ExternalData = 1 << 2;
    private const ulong ExtendedLevel2 = 1 << 4;

    /// <summary>Dirty, corrupt, external data, compression type, extended L2 entries.</summary>
    private const ulong KnownIncompatible = 0x1f;

    public static ImageHeader Read(HeaderSource source)
    {
        ReadOnlySpan<byte> first = source.First;
        if (first.Length < Version2Length)
        {
            throw new HeaderException("is cut off in the middle of its qcow2 header");
        }

        uint version = BinaryPrimitives.ReadUInt32BigEndian(first[4..]);
        if (version is not (2 or 3))
        {
            throw new HeaderException($"is qcow2 version {version}, and qemu reads versions 2 and 3");
        }

        int clusterBits = ReadClusterBits(first);
        int clusterSize = 1 << clusterBits;
        (ulong incompatible, uint headerLength) = version == 2 ? (0, Version2Length) : ReadVersion3(first, clusterSize);
        ulong backingOffset = BinaryPrimitives.ReadUInt64BigEndian(first[8..]);
        if (backingOffset > (ulong)clusterSize)
        {
            throw new HeaderException("has a backing file name outside its header");
        }

        long size = ReadSize(first, clusterBits, incompatible);
        int end = backingOffset == 0 ? clusterSize : (int)backingOffset;
        (string? backingFormat, string? dataFile) = ReadExtensions(source, (int)headerLength, end);
        bool isEncrypted = BinaryPrimitives.ReadUInt32BigEndian(first[32..]) != 0;
        return new ImageHeader(ImageFormats.Qcow2)
        {
            VirtualSize = size / 512 * 512,
            Links = ReadLinks(source, (int)backingOffset, clusterSize, backingFormat, dataFile, incompatible),
            Problem = isEncrypted ? "is encrypted by qcow2 itself, and there is no way to give the key; convert it with qemu-img first" : null,
            WriteProblem = (incompatible & Corrupt) != 0 ? "is marked corrupt; run qemu-img check -r all on it" : null,
        };
    }

    private static int ReadClusterBits(ReadOnlySpan<byte> first)
    {
        uint bits = BinaryPrimitives.ReadUInt32BigEndian(first[20..]);
        return bits is >= 9 and <= 21
            ? (int)bits
            : throw new HeaderException($"has a qcow2 cluster size of 2^{bits}, and qemu reads 2^9 to 2^21");
    }

    private static (ulong Incompatible, uint HeaderLength) ReadVersion3(ReadOnlySpan<byte> first, int clusterSize)
    {
        if (first.Length < 104)
        {
            throw new HeaderException("is cut off in the middle of its qcow2 header");
        }

        ulong incompatible = BinaryPrimitives.ReadUInt64BigEndian(first[72..]);
        if ((incompatible & ~KnownIncompatible) != 0)
        {
            throw new HeaderException($"needs qcow2 features that are not known (0x{incompatible & ~KnownIncompatible:x})");
        }

        uint refcountOrder = BinaryPrimitives.ReadUInt32BigEndian(first[96..]);
        uint headerLength = BinaryPrimitives.ReadUInt32BigEndian(first[100..]);
        if (refcountOrder > 6 || headerLength < 104 || headerLength > clusterSize)
        {
            throw new HeaderException("has a qcow2 header whose lengths make no sense");
        }

        return (incompatible, headerLength);
    }

    private static long ReadSize(ReadOnlySpan<byte> first, int clusterBits, ulong incompatible)
    {
        ulong size = BinaryPrimitives.ReadUInt64BigEndian(first[24..]);
        uint level1 = BinaryPrimitives.ReadUInt32BigEndian(first[36..]);
        int entryBits = (incompatible & ExtendedLevel2) != 0 ? 4 : 3;
        int level1Bits = clusterBits + clusterBits - entryBits;
        ulong needed = (size >> level1Bits) + ((size & ((1UL << level1Bits) - 1)) == 0 ? 0UL : 1UL);
        if (size > long.MaxValue || needed > MaxLevel1Entries || level1 > MaxLevel1Entries)
        {
            throw new HeaderException($"claims a size of {size} bytes, more than its cluster size can address");
        }

        return level1 >= needed ? (long)size : throw new HeaderException("has an L1 table too small for its size");
    }

    private static (string? BackingFormat, string? DataFile) ReadExtensions(HeaderSource source, int offset, int end)
    {
        string? backingFormat = null;
        string? dataFile = null;
        ReadOnlySpan<byte> bytes = source.First;
        while (offset <= end - 8)
        {
            bytes = MakeReach(source, bytes, offset + 8, end);
            if (offset > bytes.Length - 8)
            {
                break;
            }

            uint magic = BinaryPrimitives.ReadUInt32BigEndian(bytes[offset..]);
            uint length = BinaryPrimitives.ReadUInt32BigEndian(bytes[(offset + 4)..]);
            offset += 8;
            if (magic == 0)
            {
                break;
            }

            if (length > end - offset)
            {
                throw new HeaderException("has a qcow2 header extension that does not fit");
            }

            if (magic is BackingFormatExtension or DataFileExtension)
            {
                bytes = MakeReach(source, bytes, offset + (int)length, end);
                string value = HeaderSource.Text(bytes[Math.Min(offset, bytes.Length)..Math.Min(offset + (int)length, bytes.Length)]);
                (backingFormat, dataFile) = magic == DataFileExtension ? (backingFormat, value) : (value, dataFile);
            }

            offset += ((int)length + 7) & ~7;
        }

        return (backingFormat, dataFile);
    }

    /// <summary>The bytes at hand, or the whole header once they do not reach; real headers end within the first block.</summary>
    private static ReadOnlySpan<byte> MakeReach(HeaderSource source, ReadOnlySpan<byte> bytes, int reach, int end) =>
        reach <= bytes.Length || bytes.Length >= Math.Min(end, source.Length) ? bytes : source.ReadAtMost(0, end);

    private static List<ImageLink> ReadLinks(
        HeaderSource source,
        int backingOffset,
        int clusterSize,
        string? backingFormat,
        string? dataFile,
        ulong incompatible)
    {
        var links = new List<ImageLink>();
        if (backingOffset != 0)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(source.First[16..]);
            if (length > Math.Min(MaxBackingName, clusterSize - backingOffset))
            {
                throw new HeaderException("has a backing file name that does not fit in its header");
            }

            string name = HeaderSource.Text(source.Read(backingOffset, (int)length));
            if (name.Length > 0)
            {
                links.Add(new ImageLink(LinkKind.Backing, name, string.IsNullOrEmpty(backingFormat) ? null : backingFormat));
            }
        }

        if ((incompatible & ExternalData) != 0)
        {
            links.Add(string.IsNullOrEmpty(dataFile)
                ? throw new HeaderException("keeps its data in another file without naming it")
                : new ImageLink(LinkKind.DataFile, dataFile, ImageFormats.Raw));
        }

        return links;
    }
}
