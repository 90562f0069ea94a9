using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Guestfs.Disks.Headers;

/// <summary>Tells an image's format from its first bytes, as qemu's probing does, and reads the header of those we know.</summary>
internal static class HeaderReader
{
    public static ImageHeader Read(SafeFileHandle handle, long length)
    {
        using var source = new HeaderSource(handle, length);
        string format = ImageFormats.Raw;
        try
        {
            format = Recognise(source.First, out string? foreign);
            return format switch
            {
                ImageFormats.Qcow2 => Qcow2Header.Read(source),
                ImageFormats.Vmdk => VmdkHeader.Read(source),
                ImageFormats.Vdi => VdiHeader.Read(source),
                ImageFormats.Vhdx => VhdxHeader.Read(source),
                _ => Raw(length) with { Foreign = foreign },
            };
        }
        catch (HeaderException problem)
        {
            return ImageHeader.Broken(format, problem.Message);
        }
    }

    /// <summary>A file taken as raw, whatever it holds. qemu counts raw disks in whole sectors, rounded up.</summary>
    public static ImageHeader Raw(long length) => new(ImageFormats.Raw)
    {
        VirtualSize = length > long.MaxValue - 511 ? long.MaxValue / 512 * 512 : (length + 511) / 512 * 512,
    };

    private static string Recognise(ReadOnlySpan<byte> first, out string? foreign)
    {
        foreign = null;
        if (first.StartsWith("QFI"u8) && first.Length >= 8 && first[3] == 0xfb)
        {
            if (BinaryPrimitives.ReadUInt32BigEndian(first[4..]) != 1)
            {
                return ImageFormats.Qcow2;
            }

            foreign = "qcow version 1";
            return ImageFormats.Raw;
        }

        if (first.StartsWith("KDMV"u8) || first.StartsWith("COWD"u8) || VmdkDescriptor.IsDescriptor(first))
        {
            return ImageFormats.Vmdk;
        }

        if (first.Length >= 0x44 && BinaryPrimitives.ReadUInt32LittleEndian(first[0x40..]) == 0xbeda107f)
        {
            return ImageFormats.Vdi;
        }

        if (first.StartsWith("vhdxfile"u8))
        {
            return ImageFormats.Vhdx;
        }

        foreign = RecogniseForeign(first);
        return ImageFormats.Raw;
    }

    private static string? RecogniseForeign(ReadOnlySpan<byte> first) =>
        first.StartsWith("QED\0"u8) ? "qed"
        : first.StartsWith("LUKS"u8) && first.Length > 5 && first[4] == 0xba && first[5] == 0xbe ? "luks"
        : first.StartsWith("conectix"u8) ? "vpc (VHD)"
        : first.StartsWith("WithoutFreeSpace"u8) || first.StartsWith("WithouFreSpacExt"u8) ? "parallels"
        : first.StartsWith("Bochs Virtual HD Image"u8) ? "bochs"
        : first.StartsWith("#!/bin/sh\n#V2.0 Format\nmodprobe cloop"u8) ? "cloop"
        : null;
}
