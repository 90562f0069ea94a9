using Guestfs.Storage;

namespace Guestfs.Core.Tests.Storage;

public class DataDirectoryLockTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Take_FilesLeftByADeadServer_AreTakenOver()
    {
        await using var storage = TemporaryStorage.Prepare();
        await File.WriteAllTextAsync(Path.Combine(storage.Directory, DataDirectoryLock.FileName), "", Token);
        await File.WriteAllTextAsync(Path.Combine(storage.Directory, DataDirectoryLock.HolderFileName), "999999\n", Token);

        using var taken = DataDirectoryLock.Take(storage.Directory);

        Assert.Equal($"{Environment.ProcessId}\n", await File.ReadAllTextAsync(Path.Combine(storage.Directory, DataDirectoryLock.HolderFileName), Token));
    }

    [Theory]
    [InlineData("not a number")]
    [InlineData(null)]
    public async Task Take_HeldByAnUnnamedServer_IsRefusedAllTheSame(string? holder)
    {
        await using var storage = TemporaryStorage.Prepare();
        using var first = DataDirectoryLock.Take(storage.Directory);
        var file = Path.Combine(storage.Directory, DataDirectoryLock.HolderFileName);
        File.Delete(file);
        if (holder is not null)
        {
            await File.WriteAllTextAsync(file, holder, Token);
        }

        var failure = Assert.Throws<GuestfsException>(() => DataDirectoryLock.Take(storage.Directory));

        Assert.Contains("in use by another Guestfs server (another process)", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Take_AfterTheFirstLetGo_Succeeds()
    {
        await using var storage = TemporaryStorage.Prepare();
        DataDirectoryLock.Take(storage.Directory).Dispose();

        using var second = DataDirectoryLock.Take(storage.Directory);
        Assert.Throws<GuestfsException>(() => DataDirectoryLock.Take(storage.Directory));
    }

    [Fact]
    public async Task Take_DirectoryThatCannotBeWritten_SaysSo()
    {
        await using var storage = TemporaryStorage.Prepare();
        var missing = Path.Combine(storage.Directory, "missing");

        var failure = Assert.Throws<GuestfsException>(() => DataDirectoryLock.Take(missing));

        Assert.StartsWith($"The data directory {missing} cannot be locked for this server:", failure.Message, StringComparison.Ordinal);
    }
}
