using System.Buffers.Binary;
using CsCheck;
using Guestfs.Disks;
using Guestfs.Disks.Headers;
using Microsoft.Win32.SafeHandles;

namespace Guestfs.Core.Tests.Disks.Headers;

/// <summary>Whatever a file holds, reading its header ends with a header or a sentence, and reads little.</summary>
public sealed class HostileHeaderTests : IDisposable
{
    private static readonly byte[][] Magics =
    [
        [.. "QFI"u8, 0xfb, 0, 0, 0, 3],
        [.. "QFI"u8, 0xfb, 0, 0, 0, 2],
        [.. "KDMV"u8],
        [.. "COWD"u8],
        [.. "vhdxfile"u8],
        [.. "# Disk DescriptorFile\nversion=1\ncreateType=\"vmfs\"\nRW "u8],
    ];

    private readonly DiskLab _lab = new();

    public static TheoryData<string> Formats => ["qcow2", "vmdk", "vdi", "vhdx"];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Read_RealHeaderWithBytesChanged_NeverThrows(string format)
    {
        _lab.Create(format, "a.img", "100M", format == "qcow2" ? ["-u", "-b", "base.img", "-F", "raw"] : []);
        byte[] real = File.ReadAllBytes(_lab.ImagePath("a.img"));
        real = real[..Math.Min(real.Length, 3 << 20)];
        int interesting = format == "vhdx" ? 2 << 20 : 4096;
        Gen<(int, byte[])[]> changes = Gen.Select(
            Gen.OneOf(Gen.Int[0, 600], Gen.Int[0, interesting], Gen.Int[196608, 197000], Gen.Int[1 << 20, (1 << 20) + 400]),
            Gen.OneOf(Gen.Byte.Array[1, 8], Gen.Const(new byte[] { 255, 255, 255, 255, 255, 255, 255, 255 }), Gen.Const(new byte[8])))
            .Array[1, 6];

        Gen.Select(changes, Gen.OneOf(Gen.Const(real.Length), Gen.Int[0, real.Length], Gen.Int[0, 1024])).Sample(
            (edits, length) =>
            {
                byte[] bytes = real[..length];
                foreach ((int at, byte[] value) in edits)
                {
                    value.AsSpan(0, Math.Clamp(bytes.Length - at, 0, value.Length)).CopyTo(bytes.AsSpan(Math.Min(at, bytes.Length)));
                }

                AssertHarmless(bytes);
            },
            iter: 500,
            threads: 1);
    }

    [Fact]
    public void Read_RandomBytesAfterAMagic_NeverThrows() =>
        Gen.Select(
            Gen.Int[0, Magics.Length - 1],
            Gen.OneOf(Gen.Byte, Gen.Int[0, 5].Select(pick => " \n\"1\0\u007f"u8[pick])).Array[0, 3000])
            .Sample((magic, rest) => AssertHarmless([.. Magics[magic], .. rest]), iter: 2000, threads: 1);

    [Fact]
    public void Read_SparseFileOfEightExbibytes_ReadsOnlyTheHeader()
    {
        // 16 TiB less a little is what ext4 takes.
        string path = Path.Combine(_lab.Scratch, "big");
        using (FileStream file = File.Create(path))
        {
            file.SetLength((16L << 40) - (1 << 20));
            file.Write("# Disk DescriptorFile\nversion=1\ncreateType=\"vmfs\"\n"u8);
        }

        using SafeFileHandle handle = File.OpenHandle(path);
        long before = GC.GetAllocatedBytesForCurrentThread();

        ImageHeader header = HeaderReader.Read(handle, RandomAccess.GetLength(handle));

        Assert.Equal("vmdk", header.Format);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 << 20);
    }

    [Theory]
    [InlineData(20, 0u, "cluster size of 2^0")]
    [InlineData(20, 255u, "cluster size of 2^255")]
    [InlineData(20, 22u, "cluster size of 2^22")]
    [InlineData(24, 0x80000000u, "claims a size")]
    [InlineData(24, 0x7fffffffu, "claims a size")]
    [InlineData(36, 0x20000000u, "claims a size")]
    [InlineData(36, 0u, "L1 table too small")]
    [InlineData(8, 0xffffffffu, "backing file name outside")]
    [InlineData(12, 0xfff0u, "backing file name that does not fit")]
    [InlineData(4, 4u, "qcow2 version 4")]
    [InlineData(72, 0x80000000u, "features that are not known")]
    [InlineData(96, 7u, "lengths make no sense")]
    [InlineData(100, 0xffffffffu, "lengths make no sense")]
    [InlineData(100, 8u, "lengths make no sense")]
    public void Read_Qcow2FieldOutOfRange_SaysWhich(int offset, uint value, string expected)
    {
        _lab.Create("qcow2", "a.img", "10G");
        byte[] bytes = File.ReadAllBytes(_lab.ImagePath("a.img"));
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(offset), value);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(16), 1000);

        Assert.Contains(expected, Read(bytes).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Qcow2ExtensionFarIntoALargeCluster_IsStillSeen()
    {
        _lab.Create("qcow2", "a.img", "1G", "-o", $"cluster_size=2M,data_file={_lab.ImagePath("d")}");
        byte[] bytes = File.ReadAllBytes(_lab.ImagePath("a.img"));
        int at = bytes.AsSpan().IndexOf(new byte[] { 0x44, 0x41, 0x54, 0x41 });
        byte[] extensions = bytes[at..(at + 4096)];
        int filler = 1_900_000 / 8 * 8;
        bytes.AsSpan(112, filler).Clear();
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(100), 112);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(112), 0x12345678);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(116), (uint)filler);
        extensions.CopyTo(bytes, 120 + filler);

        Assert.Equal(_lab.ImagePath("d"), Assert.Single(Read(bytes).Links).Name);
    }

    [Fact]
    public void Read_VmdkWithThousandsOfExtents_IsRefused()
    {
        string extents = string.Concat(Enumerable.Repeat("RW 1 FLAT \"a\" 0\n", 60_000));

        Assert.Contains("more than 2048 extents", Read(Descriptor(extents)).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RW 9223372036854775807 FLAT \"a\" 0")]
    [InlineData("RW 99999999999999999999999 FLAT \"a\" 0")]
    [InlineData("RW -1 FLAT \"a\" 0")]
    [InlineData("RW 0 FLAT \"a\" 0")]
    [InlineData("RW 1 FLAT \"\" 0")]
    public void Read_VmdkExtentWithoutSense_IsRefused(string extent) =>
        Assert.Contains("makes no sense", Read(Descriptor(extent)).Problem, StringComparison.Ordinal);

    [Fact]
    public void Read_VhdxWithAParent_IsRefused()
    {
        _lab.Create("vhdx", "a.img", "100M");
        byte[] bytes = File.ReadAllBytes(_lab.ImagePath("a.img"));
        int item = bytes.AsSpan().IndexOf(new Guid("caa16737-fa36-4d43-b3b6-33f0aa44e76b").ToByteArray());
        int metadata = item / 65536 * 65536;
        int flags = metadata + (int)BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(item + 16)) + 4;
        bytes[flags] |= 2;

        Assert.Contains("differencing VHDX", Read(bytes).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_VdiSnapshot_IsRefused()
    {
        _lab.Create("vdi", "a.img", "100M");
        byte[] bytes = File.ReadAllBytes(_lab.ImagePath("a.img"));
        bytes[0x1a8] = 1;

        Assert.Contains("VDI snapshot", Read(bytes).Problem, StringComparison.Ordinal);
    }

    public void Dispose() => _lab.Dispose();

    private static byte[] Descriptor(string extents) =>
        System.Text.Encoding.UTF8.GetBytes($"# Disk DescriptorFile\nversion=1\ncreateType=\"vmfs\"\n{extents}\n");

    private ImageHeader Read(byte[] bytes)
    {
        string path = Path.Combine(_lab.Scratch, "hostile");
        File.WriteAllBytes(path, bytes);
        using SafeFileHandle handle = File.OpenHandle(path);
        return HeaderReader.Read(handle, bytes.Length);
    }

    private void AssertHarmless(byte[] bytes)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        ImageHeader header = Read(bytes);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 << 20);
        Assert.Contains(header.Format, ImageFormats.All);
        Assert.True(header.VirtualSize >= 0);
        Assert.True(header.VirtualSize % 512 == 0);
        Assert.True(header.Problem is not { Length: 0 });
    }
}
