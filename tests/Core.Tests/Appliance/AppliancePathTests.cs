using Guestfs.Appliance;

namespace Guestfs.Core.Tests.Appliance;

public sealed class AppliancePathTests : IDisposable
{
    private static readonly string[] Supermin = ["supermin.d/base.tar.gz", "supermin.d/packages"];
    private static readonly string[] Fixed = ["README.fixed", "kernel", "initrd", "root"];
    private static readonly string[] OldStyle = ["vmlinuz." + AppliancePath.HostCpu, $"initramfs.{AppliancePath.HostCpu}.img"];

    private readonly ScratchDirectory _scratch = new();

    [Fact]
    public void Find_EachShape_IsRecognised()
    {
        Assert.Equal(new ApplianceLocation(ApplianceKind.Supermin, Put("a", Supermin)), AppliancePath.Find(_scratch.At("a")));
        Assert.Equal(new ApplianceLocation(ApplianceKind.Fixed, Put("b", Fixed)), AppliancePath.Find(_scratch.At("b")));
        Assert.Equal(new ApplianceLocation(ApplianceKind.OldStyle, Put("c", OldStyle)), AppliancePath.Find(_scratch.At("c")));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Find_ShapeThatLacksAnyOneFile_IsNotThatShape(int shape)
    {
        var names = new[] { Supermin, Fixed, OldStyle }[shape];
        foreach (var missing in names)
        {
            var directory = Put("without-" + missing.Replace('/', '-'), [.. names.Where(name => name != missing)]);

            Assert.Null(AppliancePath.TryFind(directory));
        }
    }

    [Fact]
    public void Find_AllShapesInOneElement_PrefersSuperminThenFixed()
    {
        Assert.Equal(ApplianceKind.Supermin, AppliancePath.Find(Put("all", [.. OldStyle, .. Fixed, .. Supermin])).Kind);
        Assert.Equal(ApplianceKind.Fixed, AppliancePath.Find(Put("two", [.. OldStyle, .. Fixed])).Kind);
    }

    [Fact]
    public void Find_SeveralElements_TakesTheFirstWhateverItsShape()
    {
        var first = Put("first", OldStyle);
        var second = Put("second", Supermin);

        Assert.Equal(first, AppliancePath.Find($"{_scratch.At("none")}:{first}:{second}").Directory);
    }

    [Fact]
    public void Find_RelativeElement_IsMadeAbsolute()
    {
        var directory = Put("here", Fixed);

        Assert.Equal(directory, AppliancePath.Find(Path.GetRelativePath(Environment.CurrentDirectory, directory)).Directory);
    }

    [Fact]
    public void Find_NothingThere_SaysLibguestfsSentenceAndWhatToDo()
    {
        var error = Assert.Throws<GuestfsException>(() => AppliancePath.Find("/no/such:/nor/this"));

        Assert.StartsWith(
            "cannot find any suitable libguestfs supermin, fixed or old-style appliance on LIBGUESTFS_PATH (search path: /no/such:/nor/this). No qemu was started. Install",
            error.Message,
            StringComparison.Ordinal);
    }

    public void Dispose() => _scratch.Dispose();

    private string Put(string directory, string[] names)
    {
        foreach (var name in names)
        {
            _scratch.Write(directory + "/" + name);
        }

        return _scratch.At(directory);
    }
}
