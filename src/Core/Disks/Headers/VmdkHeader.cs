using System.Buffers.Binary;

namespace Guestfs.Disks.Headers;

/// <summary>VMware images: sparse files with magic KDMV or COWD, and descriptors that name extents.</summary>
internal static class VmdkHeader
{
    private const int EmbeddedDescriptor = 512;
    private const ushort Deflate = 1;
    private const ulong SeSparse = 0xcafebabe;

    public static ImageHeader Read(HeaderSource source)
    {
        ReadOnlySpan<byte> first = source.First;
        if (first.StartsWith("COWD"u8))
        {
            return new ImageHeader(ImageFormats.Vmdk)
            {
                VirtualSize = ReadSparseSize(first),
                Links = Below(source),
            };
        }

        if (!first.StartsWith("KDMV"u8))
        {
            byte[] text = source.ReadAtMost(0, VmdkDescriptor.MaxLength);
            return FromDescriptor(text, VmdkDescriptor.ReadParent(text.AsSpan(0, Math.Min(text.Length, VmdkDescriptor.ParentLength))));
        }

        if (ReadSparseSize(first) == 0 && BinaryPrimitives.ReadUInt64LittleEndian(first[28..]) is > 0 and <= long.MaxValue / 512 and var sector)
        {
            byte[] text = source.ReadAtMost((long)sector * 512, VmdkDescriptor.MaxLength);
            return FromDescriptor(text, Below(source) is [var parent] ? parent : null);
        }

        uint version = BinaryPrimitives.ReadUInt32LittleEndian(first[4..]);
        bool isCompressed = BinaryPrimitives.ReadUInt16LittleEndian(first[77..]) == Deflate;
        if (version > 3)
        {
            throw new HeaderException($"is VMDK version {version}, and qemu reads versions up to 3");
        }

        return new ImageHeader(ImageFormats.Vmdk)
        {
            VirtualSize = ReadSparseSize(first),
            Links = Below(source),
            WriteProblem = isCompressed ? "is a compressed (stream-optimised) VMDK"
                : version == 3 ? "is a VMDK of version 3, which qemu only reads"
                : null,
        };
    }

    /// <summary>The size in bytes that one sparse file stands for, from its own header.</summary>
    /// <exception cref="HeaderException">It has no such header.</exception>
    public static long ReadSparseSize(ReadOnlySpan<byte> first)
    {
        ulong sectors = first.Length < 79 ? throw new HeaderException("is cut off in the middle of its VMDK header")
            : first.StartsWith("KDMV"u8) ? BinaryPrimitives.ReadUInt64LittleEndian(first[12..])
            : first.StartsWith("COWD"u8) ? BinaryPrimitives.ReadUInt32LittleEndian(first[12..])
            : BinaryPrimitives.ReadUInt64LittleEndian(first) == SeSparse ? BinaryPrimitives.ReadUInt64LittleEndian(first[16..])
            : throw new HeaderException("is not a VMDK extent");
        return sectors <= long.MaxValue / 512 ? (long)sectors * 512 : throw new HeaderException($"claims a size of {sectors} sectors");
    }

    private static ImageHeader FromDescriptor(byte[] text, ImageLink? parent)
    {
        List<ImageLink> extents = VmdkDescriptor.ReadExtents(text);
        if (parent is not null)
        {
            extents.Add(parent);
        }

        return new ImageHeader(ImageFormats.Vmdk) { Links = extents };
    }

    private static IReadOnlyList<ImageLink> Below(HeaderSource source) =>
        VmdkDescriptor.ReadParent(source.ReadAtMost(EmbeddedDescriptor, VmdkDescriptor.ParentLength)) is { } parent ? [parent] : [];
}
