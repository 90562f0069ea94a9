using System.Buffers.Binary;

namespace Guestfs.Disks.Headers;

/// <summary>Hyper-V images (MS-VHDX). Sizes are in a metadata table that a region table points to.</summary>
internal static class VhdxHeader
{
    private const int RegionTableOffset = 192 * 1024;
    private const int TableLength = 64 * 1024;
    private const int EntryLength = 32;
    private const int MaxEntries = 2047;
    private const uint HasParent = 2;
    private const long MaxSize = 64L * 1024 * 1024 * 1024 * 1024;

    private static readonly Guid MetadataRegion = new("8b7ca206-4790-4b9a-b8fe-575f050f886e");
    private static readonly Guid FileParameters = new("caa16737-fa36-4d43-b3b6-33f0aa44e76b");
    private static readonly Guid VirtualDiskSize = new("2fa54224-cd1b-4876-b211-5dbed83bf4b8");

    public static ImageHeader Read(HeaderSource source)
    {
        long metadata = FindMetadata(source);
        byte[] table = source.Read(metadata, TableLength);
        if (!table.AsSpan().StartsWith("metadata"u8))
        {
            throw new HeaderException("has no VHDX metadata table where its header says");
        }

        int count = Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(table.AsSpan(10)), (ushort)MaxEntries);
        uint? flags = null;
        ulong? size = null;
        for (int entry = 1; entry <= count; entry++)
        {
            ReadOnlySpan<byte> fields = table.AsSpan(entry * EntryLength, EntryLength);
            var item = new Guid(fields[..16]);
            long offset = metadata + BinaryPrimitives.ReadUInt32LittleEndian(fields[16..]);
            if (item == FileParameters && flags is null)
            {
                flags = BinaryPrimitives.ReadUInt32LittleEndian(source.Read(offset, 8).AsSpan(4));
            }
            else if (item == VirtualDiskSize && size is null)
            {
                size = BinaryPrimitives.ReadUInt64LittleEndian(source.Read(offset, 8));
            }
        }

        if (flags is null || size is null or > MaxSize || size % 512 != 0)
        {
            throw new HeaderException("has VHDX metadata without a sensible disk size");
        }

        return new ImageHeader(ImageFormats.Vhdx)
        {
            VirtualSize = (long)size,
            Problem = (flags & HasParent) != 0
                ? "is a differencing VHDX that needs a parent, which qemu does not read; merge it with Hyper-V first"
                : null,
        };
    }

    private static long FindMetadata(HeaderSource source)
    {
        byte[] table = source.Read(RegionTableOffset, TableLength);
        uint count = BinaryPrimitives.ReadUInt32LittleEndian(table.AsSpan(8));
        if (!table.AsSpan().StartsWith("regi"u8) || count > MaxEntries)
        {
            throw new HeaderException("has a damaged VHDX region table");
        }

        for (int entry = 0; entry < count; entry++)
        {
            ReadOnlySpan<byte> fields = table.AsSpan(16 + (entry * EntryLength), EntryLength);
            ulong offset = BinaryPrimitives.ReadUInt64LittleEndian(fields[16..]);
            if (new Guid(fields[..16]) == MetadataRegion && offset <= (ulong)source.Length)
            {
                return (long)offset;
            }
        }

        throw new HeaderException("has no VHDX metadata region");
    }
}
