using System.Buffers.Binary;

namespace Guestfs.Disks.Headers;

/// <summary>VirtualBox images of version 1.1, with the checks qemu makes on opening (qemu block/vdi.c).</summary>
internal static class VdiHeader
{
    private const int HeaderLength = 512;
    private const uint Version11 = 0x00010001;
    private const uint BlockSize = 1024 * 1024;
    private const uint MaxBlocks = 0x3fffffff;

    public static ImageHeader Read(HeaderSource source)
    {
        ReadOnlySpan<byte> first = source.First;
        if (first.Length < HeaderLength)
        {
            throw new HeaderException("is cut off in the middle of its VDI header");
        }

        uint version = BinaryPrimitives.ReadUInt32LittleEndian(first[0x44..]);
        if (version != Version11)
        {
            throw new HeaderException($"is VDI version {version >> 16}.{version & 0xffff}, and qemu reads 1.1");
        }

        uint sectorSize = BinaryPrimitives.ReadUInt32LittleEndian(first[0x168..]);
        uint blockSize = BinaryPrimitives.ReadUInt32LittleEndian(first[0x178..]);
        uint blocks = BinaryPrimitives.ReadUInt32LittleEndian(first[0x180..]);
        ulong size = BinaryPrimitives.ReadUInt64LittleEndian(first[0x170..]);
        if (sectorSize != 512 || blockSize != BlockSize)
        {
            throw new HeaderException("has VDI sectors or blocks of a size that qemu does not read");
        }

        if (blocks > MaxBlocks || size > (ulong)blocks * BlockSize)
        {
            throw new HeaderException($"claims a size of {size} bytes, more than its {blocks} blocks hold");
        }

        bool isLinked = first.Slice(0x1a8, 32).ContainsAnyExcept((byte)0);
        return new ImageHeader(ImageFormats.Vdi)
        {
            VirtualSize = ((long)size + 511) / 512 * 512,
            Problem = isLinked ? "is a VDI snapshot that needs another image, which qemu does not read; clone it with VBoxManage first" : null,
        };
    }
}
