using System.Buffers.Binary;

namespace Guestfs.Appliance;

/// <summary>What the superblock of an appliance's ext2 root says.</summary>
/// <param name="Uuid">Lower-case with dashes, as the kernel command line takes it.</param>
/// <param name="MadeAt">When mke2fs made the filesystem: the age of the appliance, which file times do not tell.</param>
/// <param name="Superblock">The whole superblock, 1024 bytes.</param>
internal sealed record RootImage(string Uuid, DateTimeOffset? MadeAt, byte[] Superblock)
{
    private const int SuperblockOffset = 1024;
    private const int SuperblockSize = 1024;
    private const int MagicOffset = 0x38;
    private const int UuidOffset = 0x68;
    private const int MadeAtOffset = 0x108;
    private const ushort Magic = 0xEF53;

    private static ReadOnlySpan<byte> Qcow2Magic => [(byte)'Q', (byte)'F', (byte)'I', 0xFB];

    /// <exception cref="GuestfsException">The file cannot be read or holds no raw ext2 filesystem.</exception>
    public static RootImage Read(string path)
    {
        var start = new byte[SuperblockOffset + SuperblockSize];
        var length = ApplianceFile.Read(path, 0, start);
        var superblock = start.AsSpan(SuperblockOffset);
        if (length < start.Length || BinaryPrimitives.ReadUInt16LittleEndian(superblock[MagicOffset..]) != Magic)
        {
            throw new GuestfsException(start.AsSpan().StartsWith(Qcow2Magic)
                ? $"The appliance root {path} is a qcow2 image, which Guestfs cannot start from. qemu was not started; convert it with `qemu-img convert -O raw`."
                : $"The appliance root {path} holds no ext2 filesystem. qemu was not started; build the appliance anew.");
        }

        var madeAt = BinaryPrimitives.ReadUInt32LittleEndian(superblock[MadeAtOffset..]);
        return new RootImage(
            new Guid(superblock.Slice(UuidOffset, 16), bigEndian: true).ToString(),
            madeAt == 0 ? null : DateTimeOffset.FromUnixTimeSeconds(madeAt),
            superblock.ToArray());
    }
}
