using Guestfs.Disks;

namespace Guestfs.Core.Tests.Disks;

public sealed class DiskCatalogTests : IDisposable
{
    private readonly DiskLab _lab = new();

    [Fact]
    public void List_Folder_SortsFoldersAndImagesByNameAndHidesDotFiles()
    {
        _lab.Write("b.img", "x"u8);
        _lab.Write("A.img", "x"u8);
        _lab.Write("a.img", "x"u8);
        _lab.Write("zoo/x.img", "x"u8);
        _lab.Write(".hidden.img", "x"u8);
        Directory.CreateDirectory(_lab.ImagePath("x.iso"));
        Directory.CreateDirectory(_lab.ImagePath(".git"));

        DiskListing listing = List("");

        Assert.Equal(["x.iso", "zoo"], listing.Folders);
        Assert.Equal(["A.img", "a.img", "b.img"], listing.Images.Select(image => image.Name));
        Assert.Equal("images:a.img", listing.Images[1].Source);
        Assert.Equal("images:zoo/x.img", Assert.Single(List("zoo").Images).Source);
    }

    [Fact]
    public void List_Image_GivesEveryFact()
    {
        _lab.WriteRaw("base.img", 1 << 30);
        _lab.Create("qcow2", "top.qcow2", "", "-b", "base.img", "-F", "raw");
        var modified = new DateTimeOffset(2020, 2, 3, 4, 5, 6, TimeSpan.Zero);
        File.SetLastWriteTimeUtc(_lab.ImagePath("top.qcow2"), modified.UtcDateTime);

        DiskListing listing = List("");

        DiskImageInfo image = listing.Images[1];
        Assert.Equal(("top.qcow2", "qcow2", 1L << 30), (image.Name, image.Format, image.VirtualBytes));
        Assert.Equal(new FileInfo(_lab.ImagePath("top.qcow2")).Length, image.FileBytes);
        Assert.Equal(modified, image.Modified);
        Assert.Equal(["images:base.img"], image.Backing);
        Assert.Equal((null, null, null, null), (image.Problem, image.InUseBy, image.Warning, image.WriteProblem));
        Assert.Equal((1L << 30, 0L), (listing.Images[0].FileBytes, listing.Images[0].AllocatedBytes));
    }

    [Fact]
    public void List_BrokenThings_AreListedWithTheReason()
    {
        _lab.Create("qcow2", "broken.qcow2", "1M", "-u", "-b", "gone.img", "-F", "raw");
        _lab.Write("cut.qcow2", [(byte)'Q', (byte)'F', (byte)'I', 0xfb, 0, 0, 0, 3]);
        File.CreateSymbolicLink(_lab.ImagePath("dangling.img"), "nowhere.img");
        File.CreateSymbolicLink(_lab.ImagePath("out.img"), "/etc/passwd");
        DiskLab.Run("mkfifo", _lab.ImagePath("pipe.img"));
        _lab.Write("bad\u202ename.img", "x"u8);

        var problems = List("").Images.ToDictionary(image => image.Name, image => image.Problem);

        Assert.Contains("\"gone.img\", which does not exist", problems["broken.qcow2"], StringComparison.Ordinal);
        Assert.Contains("is cut off", problems["cut.qcow2"], StringComparison.Ordinal);
        Assert.Contains("does not exist", problems["dangling.img"], StringComparison.Ordinal);
        Assert.Contains("leads outside its root", problems["out.img"], StringComparison.Ordinal);
        Assert.Contains("is a named pipe", problems["pipe.img"], StringComparison.Ordinal);
        Assert.Contains("invisible character U+202E", problems["bad\u202ename.img"], StringComparison.Ordinal);
        Assert.Equal(1, List("").Images.Single(image => image.Name == "bad\u202ename.img").FileBytes);
    }

    [Fact]
    public void List_NameThatIsNotUtf8_IsListedWithTheReason()
    {
        DiskLab.Run("sh", "-c", $"touch \"{_lab.Images}/$(printf 'a\\377b.img')\"");

        DiskImageInfo image = Assert.Single(List("").Images);
        DiskLab.Run("find", _lab.Images, "-type", "f", "-delete");

        Assert.Contains("is not valid text", image.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void List_Links_AreWhatTheyLeadTo()
    {
        Directory.CreateDirectory(_lab.ImagePath("real"));
        _lab.Create("qcow2", "real/a.qcow2", "1M");
        Directory.CreateSymbolicLink(_lab.ImagePath("folder"), "real");
        File.CreateSymbolicLink(_lab.ImagePath("link.qcow2"), "real/a.qcow2");
        Directory.CreateSymbolicLink(_lab.ImagePath("outside"), _lab.Outside);

        DiskListing listing = List("");

        Assert.Equal(["folder", "real"], listing.Folders);
        Assert.Equal(["link.qcow2", "outside"], listing.Images.Select(image => image.Name));
        Assert.Equal(("images:link.qcow2", "qcow2"), (listing.Images[0].Source, listing.Images[0].Format));
        Assert.Equal("images:folder/a.qcow2", Assert.Single(List("folder").Images).Source);
    }

    [Fact]
    public void List_ImageNamedRawWithAnotherHeader_IsDoubted()
    {
        _lab.Create("qcow2", "disk.img", "1M");
        _lab.Create("qcow2", "disk.qcow2", "1M");
        _lab.Create("vpc", "disk.vhd", "1M");

        IReadOnlyList<DiskImageInfo> images = List("").Images;

        Assert.Contains("is named like a raw disk", images[0].Warning, StringComparison.Ordinal);
        Assert.Null(images[1].Warning);
        Assert.Contains("vpc (VHD)", images[2].Warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("images", "gone", "does not exist")]
    [InlineData("images", "a.img", "is not a folder")]
    [InlineData("images", "../outside", "may not step")]
    [InlineData("images", "out", "leads outside its root")]
    [InlineData("nope", "", "There is no disk root")]
    [InlineData("gone", "", "does not exist")]
    public void List_BadPlace_IsRefused(string root, string path, string expected)
    {
        _lab.Write("a.img", "x"u8);
        Directory.CreateSymbolicLink(_lab.ImagePath("out"), _lab.Outside);
        var catalog = new DiskCatalog(new DiskRoots([new DiskRoot("images", _lab.Images), new DiskRoot("gone", Path.Combine(_lab.Home, "gone"))]));

        Assert.Contains(
            expected,
            Assert.Throws<DiskException>(() => catalog.List(root, path, TestContext.Current.CancellationToken)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void List_TenThousandImages_ListsThemAll()
    {
        _lab.Create("qcow2", "base.qcow2", "1G");
        byte[] overlay = MakeOverlay();
        for (int number = 0; number < 10_000; number++)
        {
            _lab.Write($"{number:D5}.img", number % 10 == 0 ? overlay : "raw"u8);
        }

        IReadOnlyList<DiskImageInfo> images = List("").Images;

        Assert.Equal(10_001, images.Count);
        Assert.Equal(1001, images.Count(image => image.Format == "qcow2"));
        Assert.All(images, image => Assert.Null(image.Problem));
    }

    public void Dispose() => _lab.Dispose();

    private DiskListing List(string path) => new DiskCatalog(_lab.Roots).List("images", path, TestContext.Current.CancellationToken);

    private byte[] MakeOverlay()
    {
        string path = Path.Combine(_lab.Scratch, "overlay.qcow2");
        Qcow2Overlay.Create(path, _lab.ImagePath("base.qcow2"), "qcow2", 1L << 30);
        return File.ReadAllBytes(path)[..4096];
    }
}
