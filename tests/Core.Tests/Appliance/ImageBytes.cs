using System.Buffers.Binary;
using System.Text;

namespace Guestfs.Core.Tests.Appliance;

/// <summary>The smallest files that pass for a kernel and for an ext2 root.</summary>
internal static class ImageBytes
{
    public const string Uuid = "01234567-89ab-cdef-0123-456789abcdef";

    public static byte[] Kernel(string version)
    {
        var bytes = new byte[0x1000];
        "HdrS"u8.CopyTo(bytes.AsSpan(514));
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(518), 0x20f);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(526), 0x400);
        Encoding.ASCII.GetBytes(version).CopyTo(bytes, 0x600);
        return bytes;
    }

    public static byte[] Root(uint madeAt = 1_700_000_000)
    {
        var bytes = new byte[4096];
        bytes[0x438] = 0x53;
        bytes[0x439] = 0xEF;
        Convert.FromHexString(Uuid.Replace("-", "", StringComparison.Ordinal)).CopyTo(bytes, 0x468);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(0x508), madeAt);
        return bytes;
    }
}
