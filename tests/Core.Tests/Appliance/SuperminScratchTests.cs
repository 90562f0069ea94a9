using Guestfs.Appliance;

namespace Guestfs.Core.Tests.Appliance;

public sealed class SuperminScratchTests : IDisposable
{
    private static readonly DateTimeOffset Now = ScratchDirectory.Time("2026-03-04T05:06:07Z");
    private readonly ScratchDirectory _parent = new();

    [Fact]
    public void Make_WhereKilledServersLeftDirectories_RemovesTheOldOnesAlone()
    {
        var old = Left("guestfs-supermin-0123456789abcdef", Now.AddHours(-25));
        var recent = Left("guestfs-supermin-1123456789abcdef", Now.AddHours(-23));
        var other = Left("guestfs-supermin-notours", Now.AddHours(-25));

        using var scratch = SuperminScratch.Make(_parent.Path, Now);

        Assert.False(Directory.Exists(old));
        Assert.True(Directory.Exists(recent));
        Assert.True(Directory.Exists(other));
    }

    [Fact]
    public void Make_WhereALinkHasSuchAName_FollowsItNowhere()
    {
        var target = Left("target", Now.AddHours(-25));
        Directory.CreateSymbolicLink(_parent.At("guestfs-supermin-0123456789abcdef"), target);

        using var scratch = SuperminScratch.Make(_parent.Path, Now);

        Assert.True(File.Exists(Path.Combine(target, "file")));
    }

    [Fact]
    public void Dispose_RemovesTheDirectoryWithAllThatIsInIt()
    {
        string directory;
        using (var scratch = SuperminScratch.Make(_parent.Path, Now))
        {
            directory = scratch.Environment(new Dictionary<string, string>())["TMPDIR"];
            File.WriteAllText(Path.Combine(directory, "file"), "x");
        }

        Assert.False(Directory.Exists(directory));
    }

    public void Dispose() => _parent.Dispose();

    private string Left(string name, DateTimeOffset changed)
    {
        _parent.Write(Path.Combine(name, "file"), "x");
        Directory.SetLastWriteTimeUtc(_parent.At(name), changed.UtcDateTime);
        return _parent.At(name);
    }
}
