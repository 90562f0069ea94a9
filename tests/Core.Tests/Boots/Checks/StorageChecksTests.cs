using Guestfs.Boots;
using Guestfs.Boots.Checks;

namespace Guestfs.Core.Tests.Boots.Checks;

public sealed class StorageChecksTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("guestfs-checks-").FullName;

    [Theory]
    [InlineData(UnixFileMode.None, false)]
    [InlineData(UnixFileMode.GroupExecute, true)]
    [InlineData(UnixFileMode.OtherRead, true)]
    public void Of_ADataDirectoryThatOthersMayEnter_Warns(UnixFileMode others, bool warns)
    {
        File.SetUnixFileMode(_data, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | others);

        var privacy = Examine().Where(static check => check.Name == "Privacy").ToList();

        Assert.Equal(warns, privacy is [{ State: CheckState.Warn }]);
        Assert.All(privacy, check => Assert.Equal($"chmod 700 -- '{_data}'", check.Command));
    }

    [Fact]
    public void Of_ADataDirectoryThatIsGone_FailsAndLeavesTheOthersAlone()
    {
        Directory.Delete(_data);

        var checks = Examine();

        Assert.Equal(["Data directory"], checks.Where(static check => check.State == CheckState.Fail).Select(static check => check.Name));
    }

    [Fact]
    public void Of_TwoBootsWithOneFailingStore_TellsTheFailureUntilItsOwnBootIsStored()
    {
        var store = new StoreHealth();
        store.Fails("one", "The disk is full.");

        store.Works("two");
        Assert.Contains(Examine(store), static check => check is { Name: "Journals", State: CheckState.Fail });
        store.Works("one");

        Assert.Contains(Examine(store), static check => check is { Name: "Journals", State: CheckState.Pass });
    }

    public void Dispose()
    {
        if (Directory.Exists(_data))
        {
            Directory.Delete(_data, recursive: true);
        }
    }

    private List<Check> Examine(StoreHealth? store = null) =>
        [.. StorageChecks.Of(EngineFixture.OptionsIn(_data), store ?? new StoreHealth())];
}
