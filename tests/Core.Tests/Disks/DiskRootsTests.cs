using System.Net.Sockets;
using Guestfs.Disks;

namespace Guestfs.Core.Tests.Disks;

public sealed class DiskRootsTests : IDisposable
{
    private readonly DiskLab _lab = new();

    [Fact]
    public void Open_FileInAFolder_IsThatFile()
    {
        string source = _lab.Write("a/b/c.img", "inside"u8);
        using ImageFile file = _lab.Roots.Open(source);

        Assert.Equal(("images:a/b/c.img", 6L), (file.Source, file.Length));
        Assert.Equal(_lab.ImagePath("a/b/c.img"), file.RealPath);
        Assert.Equal("inside", Read(file));
    }

    [Theory]
    [InlineData("link.img", "a/real.img")]
    [InlineData("link.img", "./a/../a/real.img")]
    [InlineData("a/link.img", "../a/real.img")]
    [InlineData("a/link.img", "{images}/a/real.img")]
    public void Open_LinkInsideTheRoot_IsFollowed(string link, string target)
    {
        _lab.Write("a/real.img", "inside"u8);
        File.CreateSymbolicLink(_lab.ImagePath(link), target.Replace("{images}", _lab.Images, StringComparison.Ordinal));
        using ImageFile file = _lab.Roots.Open($"images:{link}");

        Assert.Equal(("images:a/real.img", "inside"), (file.Source, Read(file)));
    }

    [Theory]
    [InlineData("{outside}/secret.img")]
    [InlineData("../outside/secret.img")]
    [InlineData("../../../../../../../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("/proc/self/environ")]
    [InlineData("/proc/self/fd/0")]
    [InlineData("/dev/zero")]
    [InlineData("{outside}/missing.img")]
    public void Open_LinkOutOfTheRoot_IsRefusedWithoutTellingWhatIsThere(string target)
    {
        File.WriteAllText(Path.Combine(_lab.Outside, "secret.img"), "secret");
        File.CreateSymbolicLink(_lab.ImagePath("link.img"), target.Replace("{outside}", _lab.Outside, StringComparison.Ordinal));

        DiskException refused = Assert.Throws<DiskException>(() => _lab.Roots.Open("images:link.img"));

        Assert.Contains("leads outside its root", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_lab.Home, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_FolderLinkOutOfTheRoot_IsRefused()
    {
        File.WriteAllText(Path.Combine(_lab.Outside, "secret.img"), "secret");
        Directory.CreateSymbolicLink(_lab.ImagePath("folder"), _lab.Outside);

        Assert.Contains("leads outside", Assert.Throws<DiskException>(() => _lab.Roots.Open("images:folder/secret.img")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_LinkIntoAnotherRoot_IsRefused()
    {
        File.WriteAllText(Path.Combine(_lab.Outside, "b.img"), "b");
        File.CreateSymbolicLink(_lab.ImagePath("link.img"), Path.Combine(_lab.Outside, "b.img"));
        var roots = new DiskRoots([new DiskRoot("images", _lab.Images), new DiskRoot("other", _lab.Outside)]);

        Assert.Throws<DiskException>(() => roots.Open("images:link.img"));
        using ImageFile direct = roots.Open("other:b.img");
        Assert.Equal("b", Read(direct));
    }

    [Fact]
    public void Open_LinksInACircle_IsRefused()
    {
        File.CreateSymbolicLink(_lab.ImagePath("a.img"), "b.img");
        File.CreateSymbolicLink(_lab.ImagePath("b.img"), "a.img");

        Assert.Contains("goes round", Assert.Throws<DiskException>(() => _lab.Roots.Open("images:a.img")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_RootThatIsItselfALink_Works()
    {
        _lab.Write("a.img", "inside"u8);
        string link = Path.Combine(_lab.Home, "link");
        Directory.CreateSymbolicLink(link, _lab.Images);
        using ImageFile file = new DiskRoots([new DiskRoot("images", link)]).Open("images:a.img");

        Assert.Equal(("inside", _lab.ImagePath("a.img")), (Read(file), file.RealPath));
    }

    [Fact]
    public void Open_HardLinkFromOutside_IsAnOrdinaryFile()
    {
        _lab.Write("a.img", "inside"u8);
        DiskLab.Run("ln", _lab.ImagePath("a.img"), _lab.ImagePath("b.img"));
        using ImageFile one = _lab.Roots.Open("images:a.img");
        using ImageFile other = _lab.Roots.Open("images:b.img");

        Assert.Equal(one.Identity, other.Identity);
    }

    [Fact]
    public void Open_NotARegularFile_IsRefusedByItsKind()
    {
        Directory.CreateDirectory(_lab.ImagePath("x.iso"));
        DiskLab.Run("mkfifo", _lab.ImagePath("pipe.img"));
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_lab.ImagePath("socket.img")));

        Assert.Contains("is a folder, not a disk image", Refusal("images:x.iso"), StringComparison.Ordinal);
        Assert.Contains("is a named pipe", Refusal("images:pipe.img"), StringComparison.Ordinal);
        Assert.Contains("is a socket", Refusal("images:socket.img"), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_DeviceNode_IsRefused()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "making device nodes needs root");
        DiskLab.Run("mknod", _lab.ImagePath("block.img"), "b", "7", "200");
        DiskLab.Run("mknod", _lab.ImagePath("zero.img"), "c", "1", "5");

        Assert.Contains("is a block device", Refusal("images:block.img"), StringComparison.Ordinal);
        Assert.Contains("is a character device", Refusal("images:zero.img"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("images:gone.img", "does not exist")]
    [InlineData("images:gone/a.img", "does not exist")]
    [InlineData("images:a.img/b.img", "not a folder")]
    [InlineData("other:a.img", "There is no disk root \"other\"; the roots are images")]
    public void Open_NothingThere_SaysSo(string source, string expected)
    {
        _lab.Write("a.img", "x"u8);

        Assert.Contains(expected, Refusal(source), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_FolderSwappedForALinkAllTheWhile_NeverReadsOutside()
    {
        _lab.Write("folder/a.img", "inside"u8);
        File.WriteAllText(Path.Combine(_lab.Outside, "a.img"), "secret");
        Directory.CreateSymbolicLink(_lab.ImagePath("link"), _lab.Outside);
        string folder = _lab.ImagePath("folder");
        string link = _lab.ImagePath("link");
        string spare = _lab.ImagePath("spare");
        using var stop = new CancellationTokenSource();
        Task swapping = Task.Run(
            () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    Directory.Move(folder, spare);
                    Directory.Move(link, folder);
                    Directory.Move(folder, link);
                    Directory.Move(spare, folder);
                }
            },
            TestContext.Current.CancellationToken);

        int opened = 0;
        for (int round = 0; round < 5000; round++)
        {
            try
            {
                using ImageFile file = _lab.Roots.Open("images:folder/a.img");
                Assert.Equal("inside", Read(file));
                opened++;
            }
            catch (DiskException)
            {
                continue;
            }
        }

        await stop.CancelAsync();
        await swapping;
        Assert.InRange(opened, 1, 5000);
    }

    [Fact]
    public void Describe_MissingRoot_IsAProblemOfThatRootOnly()
    {
        var roots = new DiskRoots(
            [new DiskRoot("images", _lab.Images), new DiskRoot("gone", Path.Combine(_lab.Home, "gone")), new DiskRoot("file", "/etc/passwd")]);

        IReadOnlyList<DiskRootInfo> described = roots.Describe();

        Assert.Null(described[0].Problem);
        Assert.True(described[0].FreeBytes > 0);
        Assert.Contains("does not exist", described[1].Problem, StringComparison.Ordinal);
        Assert.Contains("is not a folder", described[2].Problem, StringComparison.Ordinal);
        Assert.Contains("does not exist", Assert.Throws<DiskException>(() => roots.Open("gone:a.img")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Images", "/srv", "is not allowed")]
    [InlineData("", "/srv", "is not allowed")]
    [InlineData("scratch", "/srv", "is not allowed")]
    [InlineData("a:b", "/srv", "is not allowed")]
    [InlineData("images", "srv", "is not an absolute path")]
    [InlineData("images", "", "is not an absolute path")]
    public void FindProblems_BadRoot_NamesIt(string name, string directory, string expected) =>
        Assert.Contains(expected, Assert.Single(DiskRoots.FindProblems([new DiskRoot(name, directory)])), StringComparison.Ordinal);

    [Fact]
    public void FindProblems_SameNameTwice_SaysSo() =>
        Assert.Contains(
            "configured twice",
            Assert.Single(DiskRoots.FindProblems([new DiskRoot("a", "/srv"), new DiskRoot("a", "/tmp")])),
            StringComparison.Ordinal);

    public void Dispose() => _lab.Dispose();

    private static string Read(ImageFile file)
    {
        byte[] bytes = new byte[100];
        return System.Text.Encoding.UTF8.GetString(bytes, 0, RandomAccess.Read(file.Handle, bytes, 0));
    }

    private string Refusal(string source) => Assert.Throws<DiskException>(() => _lab.Roots.Open(source)).Message;
}
