using Guestfs.Launching;

namespace Guestfs.Core.Tests.Launching;

public sealed class PrivateDirectoryTests : IDisposable
{
    private readonly string _parent = Directory.CreateTempSubdirectory("parent").FullName;

    public void Dispose() => Directory.Delete(_parent, recursive: true);

    [Fact]
    public void Create_TwoInOneParent_AreDistinctAndClosedToOthers()
    {
        using var one = PrivateDirectory.Create(_parent);
        using var two = PrivateDirectory.Create(_parent);

        Assert.NotEqual(one.Path, two.Path);
        Assert.Matches("^" + _parent + "/libguestfs[A-Za-z0-9]{6}$", one.Path);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(one.Path));
    }

    [Fact]
    public void Dispose_DirectoryWithFiles_RemovesThemButFollowsNoLink()
    {
        var kept = Path.Combine(_parent, "kept");
        Directory.CreateDirectory(kept);
        var directory = PrivateDirectory.Create(_parent);
        File.WriteAllText(directory.Path + "/overlay1.qcow2", "");
        Directory.CreateSymbolicLink(directory.Path + "/link", kept);

        directory.Dispose();
        directory.Dispose();

        Assert.Equal([kept], Directory.GetDirectories(_parent));
    }

    [Fact]
    public void Create_ParentThatIsNoDirectory_SaysWhich()
    {
        var error = Assert.Throws<GuestfsException>(() => PrivateDirectory.Create("/dev/null"));

        Assert.Contains("'/dev/null' is not a directory", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_ParentThatTakesNoDirectories_SaysWhyAndWhatToDo()
    {
        var error = Assert.Throws<GuestfsException>(() => PrivateDirectory.Create("/proc"));

        Assert.StartsWith("/proc: cannot create temporary directory: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("TMPDIR", error.Message, StringComparison.Ordinal);
    }
}
