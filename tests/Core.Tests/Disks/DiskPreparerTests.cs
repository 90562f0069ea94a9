using System.Text.Json;
using Guestfs.Disks;

namespace Guestfs.Core.Tests.Disks;

public sealed class DiskPreparerTests : IDisposable
{
    private readonly DiskLab _lab = new();

    [Fact]
    public void Prepare_NoDisks_IsTheNullDiskOfLibguestfs()
    {
        using PreparedDisks prepared = _lab.Prepare();

        PreparedDisk disk = Assert.Single(prepared.Disks);
        Assert.Equal(PreparedDiskKind.Null, disk.Kind);
        Assert.Equal(Path.Combine(_lab.Scratch, "devnull1.img"), disk.QemuFile);
        Assert.Equal(("raw", "writeback", "/dev/sda"), (disk.QemuFormat, disk.CacheMode, disk.GuestName));
        Assert.Equal(4096, new FileInfo(disk.QemuFile).Length);
    }

    [Fact]
    public void Prepare_Scratch_IsASparseFileOfThatSize()
    {
        using PreparedDisks prepared = _lab.Prepare(DiskLab.Disk("scratch:2048"));

        PreparedDisk disk = Assert.Single(prepared.Disks);
        Assert.Equal((PreparedDiskKind.Scratch, "unsafe", false), (disk.Kind, disk.CacheMode, disk.Writable));
        Assert.Equal(2048L << 20, new FileInfo(disk.QemuFile).Length);
        Assert.Equal("0", DiskLab.Run("stat", "-c", "%b", disk.QemuFile).Trim());
        Assert.Equal("600", DiskLab.Run("stat", "-c", "%a", disk.QemuFile).Trim());
    }

    [Theory]
    [InlineData("raw", "10M")]
    [InlineData("raw", "1000")]
    [InlineData("raw", "5T")]
    [InlineData("qcow2", "64K")]
    [InlineData("qcow2", "3G")]
    [InlineData("qcow2", "600G")]
    [InlineData("vmdk", "30M")]
    [InlineData("vdi", "33M")]
    [InlineData("vhdx", "40M")]
    public void Prepare_ReadOnly_OverlayIsOneThatQemuMadeItself(string format, string size)
    {
        string source = _lab.Create(format, "base.img", size);
        using PreparedDisks prepared = _lab.Prepare(DiskLab.Disk(source, format));

        PreparedDisk disk = Assert.Single(prepared.Disks);
        Assert.Equal((PreparedDiskKind.Overlay, "qcow2", "unsafe"), (disk.Kind, disk.QemuFormat, disk.CacheMode));
        string ours = DiskLab.Run("qemu-img", "info", "--backing-chain", "--output=json", disk.QemuFile);
        string theirs = Path.Combine(_lab.Scratch, "theirs.qcow2");
        DiskLab.Run("qemu-img", "create", "-q", "-f", "qcow2", "-b", disk.ImagePath!, "-F", format, theirs);
        string expected = DiskLab.Run("qemu-img", "info", "--backing-chain", "--output=json", theirs);
        Assert.Equal(Facts(expected), Facts(ours));
        Assert.Contains("No errors were found", DiskLab.Run("qemu-img", "check", disk.QemuFile), StringComparison.Ordinal);
        Assert.Contains("Images are identical", DiskLab.Run("qemu-img", "compare", disk.QemuFile, theirs), StringComparison.Ordinal);
    }

    [Fact]
    public void Prepare_OverlayWrittenAllOver_LeavesTheBaseUnchanged()
    {
        string source = _lab.Create("qcow2", "base.qcow2", "1300M");
        DiskLab.Run("qemu-io", "-c", "write -P 0x11 1M 1M", _lab.ImagePath("base.qcow2"));
        string before = DiskLab.Hash(_lab.ImagePath("base.qcow2"));
        using PreparedDisks prepared = _lab.Prepare(DiskLab.Disk(source, "qcow2"));

        string overlay = prepared.Disks[0].QemuFile;
        DiskLab.Run("qemu-io", "-c", "write -P 0x22 0 512", "-c", "write -P 0x33 600M 70M", "-c", "write -P 0x44 1299M 1M", overlay);

        Assert.Equal(before, DiskLab.Hash(_lab.ImagePath("base.qcow2")));
        Assert.DoesNotContain("failed", DiskLab.Run("qemu-io", "-c", "read -P 0x11 1M 1M", "-c", "read -P 0x33 600M 70M", overlay), StringComparison.Ordinal);
        Assert.Contains("No errors were found", DiskLab.Run("qemu-img", "check", overlay), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("raw")]
    [InlineData("qcow2")]
    [InlineData("vmdk")]
    [InlineData("vdi")]
    [InlineData("vhdx")]
    public void Prepare_ImageWithAFilesystem_ReadsTheSameThroughTheOverlay(string format)
    {
        string files = Directory.CreateDirectory(Path.Combine(_lab.Home, "files")).FullName;
        File.WriteAllText(Path.Combine(files, "hello"), "from ext4");
        string plain = Path.Combine(_lab.Scratch, "plain.img");
        DiskLab.Run("mkfs.ext4", "-q", "-F", "-d", files, plain, "20M");
        DiskLab.Run("qemu-img", "convert", "-f", "raw", "-O", format, plain, _lab.ImagePath("base"));
        using PreparedDisks prepared = _lab.Prepare(DiskLab.Disk("images:base", format));

        string copy = Path.Combine(_lab.Scratch, "copy.img");
        DiskLab.Run("qemu-img", "convert", "-f", "qcow2", "-O", "raw", prepared.Disks[0].QemuFile, copy);

        Assert.Equal("from ext4", DiskLab.Run("debugfs", "-R", "cat /hello", copy));
        Assert.Equal(20L << 20, prepared.Disks[0].VirtualSize);
    }

    [Theory]
    [InlineData("a,b=c.img")]
    [InlineData("-foo.img")]
    [InlineData("fat:rw:dir")]
    [InlineData("nbd:host:10809")]
    [InlineData("ssh:__x")]
    [InlineData("json:{\"driver\":\"nbd\"}")]
    [InlineData("name with spaces \"and\" quotes'.img")]
    [InlineData("Ünïcödé-磁盘.img")]
    public void Prepare_NamesQemuWouldParse_AreOnlyFiles(string name)
    {
        _lab.WriteRaw(name, 1 << 20);
        File.WriteAllText(_lab.ImagePath(name), "inside");
        using PreparedDisks prepared = _lab.Prepare(DiskLab.Disk($"images:{name}"));

        string copy = Path.Combine(_lab.Scratch, "copy");
        DiskLab.Run("qemu-img", "convert", "-O", "raw", prepared.Disks[0].QemuFile, copy);

        Assert.StartsWith("inside", File.ReadAllText(copy), StringComparison.Ordinal);
    }

    [Fact]
    public void Prepare_Writable_IsTheImageItself()
    {
        string source = _lab.Create("qcow2", "a.qcow2", "10M");
        using PreparedDisks prepared = _lab.Prepare(DiskLab.Disk(source, "qcow2", writable: true) with { DiskLabel = "data", BlockSize = 4096 });

        PreparedDisk disk = Assert.Single(prepared.Disks);
        Assert.Equal((PreparedDiskKind.Image, true, "writeback"), (disk.Kind, disk.Writable, disk.CacheMode));
        Assert.Equal((_lab.ImagePath("a.qcow2"), "data", 4096), (disk.QemuFile, disk.Label, disk.BlockSize));
        Assert.Empty(Directory.GetFiles(_lab.Scratch));
    }

    [Fact]
    public void Prepare_SeveralDisks_TakeNamesAndFilesInOrder()
    {
        _lab.WriteRaw("a.img", 4096);
        using PreparedDisks prepared = _lab.Prepare(
            DiskLab.Disk("images:a.img"), DiskLab.Disk("scratch:1"), DiskLab.Disk("images:a.img"));

        Assert.Equal(["/dev/sda", "/dev/sdb", "/dev/sdc"], prepared.Disks.Select(disk => disk.GuestName));
        Assert.Equal(
            ["overlay1.qcow2", "disk2.img", "overlay3.qcow2"],
            prepared.Disks.Select(disk => Path.GetFileName(disk.QemuFile)));
    }

    [Fact]
    public void Prepare_OneBadDisk_MakesNothing()
    {
        _lab.WriteRaw("a.img", 4096);

        DisksRefusedException refused = Assert.Throws<DisksRefusedException>(
            () => _lab.Prepare(DiskLab.Disk("images:a.img"), DiskLab.Disk("images:gone.img"), DiskLab.Disk("scratch:0")));

        Assert.Equal(2, refused.Reasons.Count);
        Assert.StartsWith("/dev/sdb: \"images:gone.img\" does not exist", refused.Reasons[0], StringComparison.Ordinal);
        Assert.StartsWith("/dev/sdc:", refused.Reasons[1], StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_lab.Scratch));
    }

    [Fact]
    public void StillSame_NothingHappened_IsTrue()
    {
        _lab.Create("qcow2", "base.qcow2", "10M");
        string source = _lab.Create("qcow2", "top.qcow2", "", "-b", "base.qcow2", "-F", "qcow2");
        using PreparedDisks prepared = _lab.Prepare(DiskLab.Disk(source, "qcow2"), DiskLab.Disk("scratch:1"));

        Assert.True(prepared.StillSame(out string? change), change);
    }

    [Fact]
    public void StillSame_ImageSwapped_SaysSo()
    {
        string source = _lab.WriteRaw("a.img", 4096);
        using PreparedDisks prepared = _lab.Prepare(DiskLab.Disk(source));
        _lab.WriteRaw("b.img", 4096);
        File.Move(_lab.ImagePath("b.img"), _lab.ImagePath("a.img"), overwrite: true);

        Assert.False(prepared.StillSame(out string? change));
        Assert.Contains("was replaced", change, StringComparison.Ordinal);
    }

    [Fact]
    public void StillSame_HeaderRewrittenInPlace_SaysSo()
    {
        _lab.WriteRaw("base.img", 1 << 20);
        string source = _lab.Create("qcow2", "a.qcow2", "1M");
        using PreparedDisks prepared = _lab.Prepare(DiskLab.Disk(source, "qcow2"));
        DiskLab.Run("qemu-img", "rebase", "-u", "-b", "base.img", "-F", "raw", _lab.ImagePath("a.qcow2"));

        Assert.False(prepared.StillSame(out string? change));
        Assert.Contains("was replaced", change, StringComparison.Ordinal);
    }

    [Fact]
    public void StillSame_FolderBecameALinkToOutside_SaysSo()
    {
        _lab.WriteRaw("vm/a.img", 4096);
        File.WriteAllBytes(Path.Combine(_lab.Outside, "a.img"), new byte[4096]);
        using PreparedDisks prepared = _lab.Prepare(DiskLab.Disk("images:vm/a.img"));
        Directory.Move(_lab.ImagePath("vm"), _lab.ImagePath("old"));
        Directory.CreateSymbolicLink(_lab.ImagePath("vm"), _lab.Outside);

        Assert.False(prepared.StillSame(out string? change));
        Assert.Contains("outside its root", change, StringComparison.Ordinal);
    }

    public void Dispose() => _lab.Dispose();

    private static string Facts(string info)
    {
        var lines = new List<string>();
        foreach (JsonElement image in JsonDocument.Parse(info).RootElement.EnumerateArray())
        {
            string backing = image.TryGetProperty("full-backing-filename", out JsonElement name) ? name.GetString()! : "";
            string format = image.TryGetProperty("backing-filename-format", out JsonElement declared) ? declared.GetString()! : "";
            lines.Add($"{image.GetProperty("format")} {image.GetProperty("virtual-size")} {backing} {format}");
            if (lines.Count == 1)
            {
                lines.Add(image.GetProperty("cluster-size").ToString());
                lines.Add(image.GetProperty("format-specific").ToString());
            }
        }

        return string.Join('\n', lines);
    }
}
