using Guestfs.Disks;
using Guestfs.Journal;

namespace Guestfs.Core.Tests.Disks;

public sealed class DiskRequestCheckTests : IDisposable
{
    private readonly DiskLab _lab = new();

    [Fact]
    public void Check_GoodDisks_FindsNothing()
    {
        _lab.WriteRaw("a.img", 1 << 20);
        string qcow2 = _lab.Create("qcow2", "b.qcow2", "1M");

        Assert.Empty(_lab.Check(
            DiskLab.Disk("images:a.img") with { DiskLabel = "ABCDEFGHIJKLMNOPQRst", BlockSize = 512 },
            DiskLab.Disk(qcow2, "qcow2", writable: true),
            DiskLab.Disk("scratch:100")));
    }

    [Theory]
    [InlineData("images:gone.img", "raw", null, null, "\"images:gone.img\" does not exist")]
    [InlineData("/etc/passwd", "raw", null, null, "is not a disk name")]
    [InlineData("images:../a.img", "raw", null, null, "may not step")]
    [InlineData("images:a.img", "qcow2", null, null, "is not a qcow2 image")]
    [InlineData("images:a.img", "nbd", null, null, "the format \"nbd\" is not one of raw, qcow2, vmdk, vdi, vhdx")]
    [InlineData("images:a.img", "", null, null, "the format \"\" is not one of")]
    [InlineData("images:a.img", "raw", "", null, "the label \"\" is not made of 1 to 20 letters")]
    [InlineData("images:a.img", "raw", "abcdefghijklmnopqrstu", null, "is not made of 1 to 20 letters")]
    [InlineData("images:a.img", "raw", "a,serial=x", null, "is not made of 1 to 20 letters")]
    [InlineData("images:a.img", "raw", "é", null, "is not made of 1 to 20 letters")]
    [InlineData("images:a.img", "raw", null, 1024, "the block size 1024 is neither 512 nor 4096")]
    [InlineData("scratch:0", "raw", null, null, "write scratch:SIZE")]
    [InlineData("scratch:-1", "raw", null, null, "write scratch:SIZE")]
    [InlineData("scratch:", "raw", null, null, "write scratch:SIZE")]
    [InlineData("scratch:1G", "raw", null, null, "write scratch:SIZE")]
    [InlineData("scratch:99999999999", "raw", null, null, "write scratch:SIZE")]
    [InlineData("scratch:1", "qcow2", null, null, "is always raw")]
    public void Check_BadDisk_SaysWhat(string source, string format, string? label, int? blockSize, string expected)
    {
        _lab.WriteRaw("a.img", 1 << 20);

        DiskFinding finding = Assert.Single(_lab.Check(
            new DiskRequest { Source = source, Format = format, DiskLabel = label, BlockSize = blockSize }));

        Assert.True(finding.Refuses);
        Assert.StartsWith("/dev/sda: ", finding.Sentence, StringComparison.Ordinal);
        Assert.Contains(expected, finding.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_ManyProblems_GivesThemAllAtOnce()
    {
        IReadOnlyList<DiskFinding> findings = _lab.Check(
            DiskLab.Disk("images:one.img") with { DiskLabel = "1", BlockSize = 1 },
            DiskLab.Disk("scratch:x"),
            DiskLab.Disk("images:two.img", "xyz"));

        Assert.Equal([0, 0, 0, 1, 2], findings.Select(finding => finding.Index));
        Assert.All(findings, finding => Assert.True(finding.Refuses));
    }

    [Theory]
    [InlineData(255, true)]
    [InlineData(256, false)]
    public void Check_NumberOfDisks_EndsAt255(int count, bool isAccepted) =>
        Assert.Equal(isAccepted, _lab.Check([.. Enumerable.Repeat(DiskLab.Disk("scratch:1"), count)]).Count == 0);

    [Fact]
    public void Check_RawDiskWithAQcow2Header_WarnsAndStaysRaw()
    {
        string source = _lab.Create("qcow2", "a.img", "1M", "-u", "-b", "/etc/passwd", "-F", "raw");

        DiskFinding finding = Assert.Single(_lab.Check(DiskLab.Disk(source)));

        Assert.False(finding.Refuses);
        Assert.Contains("will be opened as raw, but its first bytes are those of a qcow2 image", finding.Sentence, StringComparison.Ordinal);
        using PreparedDisks prepared = _lab.Prepare(DiskLab.Disk(source));
        Assert.Equal("raw", prepared.Disks[0].ImageFormat);
        long sectors = (new FileInfo(_lab.ImagePath("a.img")).Length + 511) / 512;
        Assert.Equal(sectors * 512, prepared.Disks[0].VirtualSize);
        Assert.Equal([finding.Sentence], prepared.Warnings);
    }

    [Fact]
    public void Check_SameImageWritableTwice_IsRefused()
    {
        string source = _lab.WriteRaw("a.img", 1 << 20);
        DiskLab.Run("ln", _lab.ImagePath("a.img"), _lab.ImagePath("b.img"));

        Assert.Contains(
            "would be written while /dev/sdb uses it too",
            Assert.Single(_lab.Check(DiskLab.Disk(source, writable: true), DiskLab.Disk("images:b.img", writable: true))).Sentence,
            StringComparison.Ordinal);
        Assert.Single(_lab.Check(DiskLab.Disk(source), DiskLab.Disk(source, writable: true)));
        Assert.Empty(_lab.Check(DiskLab.Disk(source), DiskLab.Disk(source)));
    }

    [Fact]
    public void Check_WritableImageBelowAnother_IsRefused()
    {
        string lower = _lab.WriteRaw("base.img", 1 << 20);
        string upper = _lab.Create("qcow2", "top.qcow2", "", "-b", "base.img", "-F", "raw");

        Assert.Single(_lab.Check(DiskLab.Disk(upper, "qcow2"), DiskLab.Disk(lower, writable: true)));
        Assert.Empty(_lab.Check(DiskLab.Disk(upper, "qcow2", writable: true), DiskLab.Disk(lower)));
    }

    [Fact]
    public void Check_WritableButOnlyReadable_IsRefused()
    {
        string compressed = _lab.Create("vmdk", "a.vmdk", "1M", "-o", "subformat=streamOptimized");

        Assert.Contains(
            "so it can only be attached read-only",
            Assert.Single(_lab.Check(DiskLab.Disk(compressed, "vmdk", writable: true))).Sentence,
            StringComparison.Ordinal);
        Assert.Empty(_lab.Check(DiskLab.Disk(compressed, "vmdk")));
    }

    [Fact]
    public void Check_SameLabelTwice_Warns() =>
        Assert.False(Assert.Single(_lab.Check(
            DiskLab.Disk("scratch:1") with { DiskLabel = "a" }, DiskLab.Disk("scratch:1") with { DiskLabel = "a" })).Refuses);

    [Fact]
    public void Check_EmptyFile_Warns()
    {
        DiskFinding finding = Assert.Single(_lab.Check(DiskLab.Disk(_lab.Write("a.img", []))));

        Assert.False(finding.Refuses);
        using PreparedDisks prepared = _lab.Prepare(DiskLab.Disk("images:a.img"));
        Assert.Contains("No errors", DiskLab.Run("qemu-img", "check", prepared.Disks[0].QemuFile), StringComparison.Ordinal);
    }

    [Fact]
    public void Settle_FormatsLeftOut_TakesThemFromTheHeadersInTheOrderAsked()
    {
        string qcow2 = _lab.Create("qcow2", "a.img", "1M");
        string raw = _lab.WriteRaw("b.img", 1 << 20);

        SettledDisks settled = new DiskRequestCheck(_lab.Roots).Settle(
        [
            DiskLab.Disk("scratch:1", format: null),
            DiskLab.Disk(qcow2, format: null),
            DiskLab.Disk(qcow2),
            DiskLab.Disk("images:gone.img", format: null),
            DiskLab.Disk(raw, format: null),
            DiskLab.Disk(qcow2, format: null),
        ]);

        Assert.Equal(["raw", "qcow2", "raw", null, "raw", "qcow2"], settled.Disks.Select(static disk => disk.Format));
        Assert.Equal(["scratch:1", qcow2, qcow2, "images:gone.img", raw, qcow2], settled.Disks.Select(static disk => disk.Source));
        Assert.Equal(["qcow2", "raw", "qcow2"], settled.Decisions.Select(static decision => decision.Choice));
        Assert.Equal(
            ["/dev/sdb was", "/dev/sde was", "/dev/sdf was"],
            settled.Decisions.Select(static decision => decision.Reason[..12]));
        Assert.Contains("\"images:gone.img\" does not exist", Assert.Single(settled.Refusals), StringComparison.Ordinal);
    }

    [Fact]
    public void Prepare_FormatLeftOut_OpensTheImageAsItsHeaderSays()
    {
        string source = _lab.Create("qcow2", "a.qcow2", "7M");

        using PreparedDisks prepared = _lab.Prepare(DiskLab.Disk(source, format: null));

        Assert.Equal(("qcow2", 7L << 20), (prepared.Disks[0].ImageFormat, prepared.Disks[0].VirtualSize));
    }

    public void Dispose() => _lab.Dispose();
}
