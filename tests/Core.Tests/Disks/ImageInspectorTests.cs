using Guestfs.Disks;

namespace Guestfs.Core.Tests.Disks;

/// <summary>Real images, and what they name.</summary>
public sealed class ImageInspectorTests : IDisposable
{
    private readonly DiskLab _lab = new();

    [Theory]
    [InlineData("raw", "10M", "")]
    [InlineData("raw", "1000", "")]
    [InlineData("qcow2", "10G", "")]
    [InlineData("qcow2", "1000", "")]
    [InlineData("qcow2", "1T", "compat=0.10")]
    [InlineData("qcow2", "1T", "cluster_size=2M")]
    [InlineData("qcow2", "1G", "cluster_size=512")]
    [InlineData("qcow2", "1G", "extended_l2=on")]
    [InlineData("qcow2", "1G", "compression_type=zstd")]
    [InlineData("qcow2", "1G", "refcount_bits=1")]
    [InlineData("vmdk", "5G", "subformat=monolithicSparse")]
    [InlineData("vmdk", "5G", "subformat=monolithicFlat")]
    [InlineData("vmdk", "5G", "subformat=twoGbMaxExtentSparse")]
    [InlineData("vmdk", "5G", "subformat=twoGbMaxExtentFlat")]
    [InlineData("vmdk", "5G", "subformat=streamOptimized")]
    [InlineData("vdi", "3G", "")]
    [InlineData("vdi", "3G", "static=on")]
    [InlineData("vhdx", "3G", "")]
    [InlineData("vhdx", "3G", "subformat=fixed")]
    [InlineData("vhdx", "3G", "block_size=1M")]
    public void Inspect_RealImage_AgreesWithQemu(string format, string size, string option)
    {
        string source = _lab.Create(format, "a.img", size, option.Length > 0 ? ["-o", option] : []);

        ImageInspection inspection = _lab.Inspect(source);

        Assert.Null(inspection.Problem);
        Assert.Equal((format, format), (inspection.Format, inspection.HeaderFormat));
        string info = DiskLab.Run("qemu-img", "info", "--output=json", "-f", format, _lab.ImagePath("a.img"));
        using var facts = System.Text.Json.JsonDocument.Parse(info);
        Assert.Equal(facts.RootElement.GetProperty("virtual-size").GetInt64(), inspection.VirtualSize);
    }

    [Fact]
    public void Inspect_ChainInOtherFoldersAndFormats_ListsItNearestFirst()
    {
        Directory.CreateDirectory(_lab.ImagePath("bases"));
        Directory.CreateDirectory(_lab.ImagePath("vms"));
        _lab.Create("vmdk", "bases/two.vmdk", "1G", "-o", "subformat=monolithicFlat");
        _lab.Create("qcow2", "bases/three.qcow2", "", "-b", "../bases/two.vmdk", "-F", "vmdk");
        _lab.Create("qcow2", "vms/four.qcow2", "", "-b", _lab.ImagePath("bases/three.qcow2"), "-F", "qcow2");
        string source = _lab.Create("qcow2", "vms/five.qcow2", "", "-b", "four.qcow2", "-F", "qcow2");

        ImageInspection inspection = _lab.Inspect(source, "qcow2");

        Assert.Null(inspection.Problem);
        Assert.Equal(
            ["images:vms/four.qcow2", "images:bases/three.qcow2", "images:bases/two.vmdk"],
            inspection.Links.Where(link => link.IsBacking).Select(link => link.Source));
        Assert.Equal("images:bases/two-flat.vmdk", Assert.Single(inspection.Links, link => !link.IsBacking).Source);
        Assert.Equal(1L << 30, inspection.VirtualSize);
    }

    [Fact]
    public void Inspect_BackingFileInAnotherRoot_IsNamedByThatRoot()
    {
        DiskLab.Run("qemu-img", "create", "-q", "-f", "raw", Path.Combine(_lab.Outside, "base.img"), "1M");
        string source = _lab.Create("qcow2", "top.qcow2", "", "-b", Path.Combine(_lab.Outside, "base.img"), "-F", "raw");
        var roots = new DiskRoots([new DiskRoot("images", _lab.Images), new DiskRoot("bases", _lab.Outside)]);
        using ImageFile file = roots.Open(source);

        ImageInspection inspection = new ImageInspector(roots).Inspect(file, "qcow2");

        Assert.Equal(("bases:base.img", null), (Assert.Single(inspection.Links).Source, inspection.Problem));
    }

    [Theory]
    [InlineData("/etc/passwd", "lies outside the disk roots")]
    [InlineData("/no/such/file", "lies outside the disk roots")]
    [InlineData("../outside/base.img", "lies outside the disk roots")]
    [InlineData("../../../../../../../../etc/passwd", "lies outside the disk roots")]
    [InlineData("/dev/zero", "lies outside the disk roots")]
    [InlineData("link-out/base.img", "lies outside the disk roots")]
    [InlineData("nbd:127.0.0.1:10809", "is a network or qemu address")]
    [InlineData("nbd://127.0.0.1/x", "is a network or qemu address")]
    [InlineData("json:{\"driver\":\"nbd\",\"server\":{\"type\":\"inet\",\"host\":\"127.0.0.1\",\"port\":\"1\"}}", "is a network or qemu address")]
    [InlineData("http://127.0.0.1/x.img", "is a network or qemu address")]
    [InlineData("ssh://root@host/x", "is a network or qemu address")]
    [InlineData("fat:rw:/etc", "is a network or qemu address")]
    [InlineData("file:base.img", "is a network or qemu address")]
    [InlineData("host_device:/dev/sda", "is a network or qemu address")]
    [InlineData("gone.img", "does not exist")]
    [InlineData("folder", "is a folder")]
    public void Inspect_BackingNameThatLeadsElsewhere_IsRefusedByName(string name, string expected)
    {
        File.WriteAllBytes(Path.Combine(_lab.Outside, "base.img"), new byte[4096]);
        Directory.CreateDirectory(_lab.ImagePath("folder"));
        Directory.CreateSymbolicLink(_lab.ImagePath("link-out"), _lab.Outside);
        string source = _lab.Create("qcow2", "a.qcow2", "1M");
        DiskLab.Run("qemu-img", "rebase", "-u", "-b", name, "-F", "raw", _lab.ImagePath("a.qcow2"));

        string? problem = _lab.Inspect(source, "qcow2").Problem;

        Assert.Contains(expected, problem, StringComparison.Ordinal);
        Assert.Contains("\"images:a.qcow2\" needs the backing file \"", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../outside/data.raw")]
    [InlineData("data.raw")]
    [InlineData("nbd:127.0.0.1:10809")]
    public void Inspect_DataFileThatLeadsElsewhere_IsRefused(string name)
    {
        string source = _lab.Create("qcow2", "a.qcow2", "1M", "-o", $"data_file={_lab.ImagePath("data.raw")}");
        DiskLab.Run("qemu-img", "amend", "-o", $"data_file={name}", "--image-opts", DataFileOptions("a.qcow2", "data.raw"));

        Assert.Contains($"needs the external data file \"{name}\", which", _lab.Inspect(source, "qcow2").Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_DataFileBelowARoot_IsAPartOfTheImage()
    {
        string source = _lab.Create("qcow2", "a.qcow2", "1M", "-o", $"data_file={_lab.ImagePath("data.raw")},data_file_raw=on");

        ImageInspection inspection = _lab.Inspect(source, "qcow2");

        Assert.Null(inspection.Problem);
        LinkedFile part = Assert.Single(inspection.Links);
        Assert.Equal(("images:data.raw", false), (part.Source, part.IsBacking));
    }

    [Theory]
    [InlineData("RW 100 FLAT \"/etc/passwd\" 0")]
    [InlineData("RW 100 FLAT \"../outside/base.img\" 0")]
    [InlineData("RW 100 SPARSE \"/etc/passwd\"")]
    [InlineData("RW 100 VMFS \"/etc/passwd\"")]
    [InlineData("  RW\t100\tFLAT\t\"/etc/passwd\"\t0")]
    [InlineData("RW\n100\nFLAT\n\"/etc/passwd\" 0")]
    [InlineData("RW 100FLAT \"/etc/passwd\" 0")]
    [InlineData("RW +100 FLAT \"/etc/passwd")]
    [InlineData("RW 100 FLAT \"nbd:127.0.0.1:10809\" 0")]
    [InlineData("RW 100 FLAT \"ok.img\" 0\nRW 100 FLAT \"/etc/passwd\" 0")]
    public void Inspect_VmdkExtentThatLeadsElsewhere_IsRefused(string extents)
    {
        _lab.WriteRaw("ok.img", 100 * 512);
        File.WriteAllBytes(Path.Combine(_lab.Outside, "base.img"), new byte[100 * 512]);
        string source = _lab.Write("a.vmdk", System.Text.Encoding.UTF8.GetBytes(
            $"# Disk DescriptorFile\nversion=1\nCID=1\nparentCID=ffffffff\ncreateType=\"monolithicFlat\"\n{extents}\n"));

        Assert.Contains("\"images:a.vmdk\" needs the extent", _lab.Inspect(source, "vmdk").Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("nbd:127.0.0.1:10809")]
    public void Inspect_VmdkParentThatLeadsElsewhere_IsRefused(string parent)
    {
        string source = _lab.Create("vmdk", "a.vmdk", "1M");
        using (FileStream file = File.OpenWrite(_lab.ImagePath("a.vmdk")))
        {
            file.Position = 512 + 5000;
            file.Write(System.Text.Encoding.UTF8.GetBytes($"parentFileNameHint=\"{parent}\""));
            file.Position = 512;
            file.Write(Enumerable.Repeat((byte)'#', 5000).ToArray());
        }

        Assert.Contains("needs the backing file", _lab.Inspect(source, "vmdk").Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_VmdkWithParent_FollowsIt()
    {
        _lab.Create("vmdk", "base.vmdk", "1M");
        string source = _lab.Create("vmdk", "top.vmdk", "", "-b", "base.vmdk", "-F", "vmdk");

        ImageInspection inspection = _lab.Inspect(source, "vmdk");

        Assert.Equal(("images:base.vmdk", null), (Assert.Single(inspection.Links).Source, inspection.Problem));
    }

    [Fact]
    public void Inspect_ChainGoesRound_IsRefused()
    {
        _lab.Create("qcow2", "a.qcow2", "1M");
        _lab.Create("qcow2", "b.qcow2", "1M", "-b", "a.qcow2", "-F", "qcow2");
        DiskLab.Run("qemu-img", "rebase", "-u", "-b", "b.qcow2", "-F", "qcow2", _lab.ImagePath("a.qcow2"));

        Assert.Contains("goes round", _lab.Inspect("images:a.qcow2", "qcow2").Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(17, true)]
    [InlineData(18, false)]
    [InlineData(200, false)]
    public void Inspect_DeepChain_EndsAtSixteenBackingFiles(int images, bool isAccepted)
    {
        _lab.Create("qcow2", "0.qcow2", "1M");
        for (int level = 1; level < images; level++)
        {
            Qcow2Overlay.Create(_lab.ImagePath($"{level}.qcow2"), _lab.ImagePath($"{level - 1}.qcow2"), "qcow2", 1 << 20);
        }

        ImageInspection inspection = _lab.Inspect($"images:{images - 1}.qcow2", "qcow2");

        Assert.Equal(isAccepted, inspection.Problem is null);
        Assert.True(isAccepted || inspection.Problem!.Contains("too deep", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nbd")]
    [InlineData("vvfat")]
    [InlineData("host_device")]
    [InlineData("blkdebug")]
    [InlineData("vmdk")]
    public void Inspect_BackingFormatThatIsNotTheHeaders_IsRefused(string format)
    {
        _lab.Create("qcow2", "base.qcow2", "1M");
        Qcow2Overlay.Create(_lab.ImagePath("a.qcow2"), _lab.ImagePath("base.qcow2"), format, 1 << 20);

        Assert.Contains($"has the format \"{format}\"", _lab.Inspect("images:a.qcow2", "qcow2").Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_RawBackingFileWithAQcow2Header_StaysRaw()
    {
        _lab.Create("qcow2", "base.img", "1M", "-b", "/etc/passwd", "-F", "raw", "-u");
        string source = _lab.Create("qcow2", "a.qcow2", "1M", "-b", "base.img", "-F", "raw", "-u");

        Assert.Null(_lab.Inspect(source, "qcow2").Problem);
    }

    [Fact]
    public void Inspect_BackingFormatNotRecorded_IsReadAsQemuGuesses()
    {
        _lab.Create("qcow2", "base.img", "1M", "-b", "/etc/passwd", "-F", "raw", "-u");
        string source = _lab.Create("qcow2", "a.qcow2", "1M", "-u", "-b", "base.img", "-F", "qcow2");
        string path = _lab.ImagePath("a.qcow2");
        byte[] bytes = File.ReadAllBytes(path);
        int at = bytes.AsSpan().IndexOf(new byte[] { 0xe2, 0x79, 0x2a, 0xca });
        bytes[at] = 0x11;
        File.WriteAllBytes(path, bytes);

        ImageInspection inspection = _lab.Inspect(source, "qcow2");

        Assert.Contains("\"images:base.img\" needs the backing file \"/etc/passwd\"", inspection.Problem, StringComparison.Ordinal);
        Assert.Contains("does not record the format", Assert.Single(inspection.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("qcow2", "vmdk")]
    [InlineData("raw", "qcow2")]
    [InlineData("vdi", "vhdx")]
    public void Inspect_WrongFormatAsked_IsRefusedWithTheRightOne(string made, string asked)
    {
        string source = _lab.Create(made, "a.img", "10M");

        Assert.Equal(
            $"\"images:a.img\" is not a {asked} image: its first bytes say {made}; choose the format {made}.",
            _lab.Inspect(source, asked).Problem);
    }

    [Fact]
    public void Inspect_EncryptedQcow2_IsRefused()
    {
        string source = _lab.Create("qcow2", "a.qcow2", "1M", "--object", "secret,id=s,data=abc", "-o", "encrypt.format=aes,encrypt.key-secret=s");

        Assert.Contains("is encrypted", _lab.Inspect(source, "qcow2").Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_StreamOptimisedVmdk_IsReadOnly()
    {
        string source = _lab.Create("vmdk", "a.vmdk", "1M", "-o", "subformat=streamOptimized");

        Assert.Contains("stream-optimised", _lab.Inspect(source, "vmdk").WriteProblem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("qcow", "qcow version 1")]
    [InlineData("qed", "qed")]
    [InlineData("vpc", "vpc (VHD)")]
    [InlineData("parallels", "parallels")]
    public void Inspect_FormatThatIsNotAttached_IsNamed(string format, string expected) =>
        Assert.Equal(("raw", expected), (_lab.Inspect(_lab.Create(format, "a.img", "10M")).Format, _lab.Inspect("images:a.img").Foreign));

    public void Dispose() => _lab.Dispose();

    private string DataFileOptions(string image, string data) =>
        $"driver=qcow2,file.driver=file,file.filename={_lab.ImagePath(image)},data-file.driver=file,data-file.filename={_lab.ImagePath(data)}";
}
