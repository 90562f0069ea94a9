using System.Buffers.Binary;
using System.Text;

namespace Guestfs.Appliance;

/// <summary>Reads the version that a Linux kernel image for x86 carries in its boot header (Documentation/arch/x86/boot.rst).</summary>
internal static class KernelImage
{
    private const int MagicOffset = 514;
    private const int ProtocolOffset = 518;
    private const int VersionPointerOffset = 526;
    private const int VersionBase = 0x200;
    private const int FirstProtocolWithVersion = 0x200;
    private const int MaxVersionLength = 256;

    /// <summary>The whole version text, such as <c>6.1.0-56-amd64 (builder@host) #1 SMP Debian 6.1.1-1</c>, or null for other kinds of image.</summary>
    public static string? ReadVersion(string path)
    {
        Span<byte> header = stackalloc byte[VersionPointerOffset + 2];
        if (ApplianceFile.Read(path, 0, header) < header.Length
            || !header[MagicOffset..].StartsWith("HdrS"u8)
            || BinaryPrimitives.ReadUInt16LittleEndian(header[ProtocolOffset..]) < FirstProtocolWithVersion)
        {
            return null;
        }

        var pointer = BinaryPrimitives.ReadUInt16LittleEndian(header[VersionPointerOffset..]);
        if (pointer == 0)
        {
            return null;
        }

        Span<byte> text = stackalloc byte[MaxVersionLength];
        text = text[..ApplianceFile.Read(path, pointer + VersionBase, text)];
        var end = text.IndexOf((byte)0);
        return end > 0 ? Encoding.UTF8.GetString(text[..end]) : null;
    }

    /// <summary>The first word of a version: what <c>uname -r</c> prints.</summary>
    public static string? ReleaseOf(string? version) => version?.Split(' ', '\t', '\n')[0] is { Length: > 0 } release ? release : null;
}
