using Guestfs.Appliance;

namespace Guestfs.Core.Tests.Appliance;

public sealed class ApplianceLockTests : IDisposable
{
    private readonly ScratchDirectory _scratch = new();

    private string LockFile => _scratch.At("lock");

    [Fact]
    public async Task HolderOf_LockOfAnotherProcess_TellsItsIdAndCommand()
    {
        await using var process = await LockHolderProcess.StartAsync(LockFile);

        var holder = ApplianceLock.HolderOf(LockFile);

        Assert.Equal(process.Pid, holder?.Pid);
        Assert.StartsWith("/usr/bin/perl -e ", holder?.Command, StringComparison.Ordinal);
        Assert.Null(ApplianceLock.TryTake(LockFile));
    }

    [Fact]
    public async Task HolderOf_HolderThatEnded_IsNobody()
    {
        await (await LockHolderProcess.StartAsync(LockFile)).DisposeAsync();

        Assert.Null(ApplianceLock.HolderOf(LockFile));
        Assert.True(File.Exists(LockFile));
    }

    [Fact]
    public void TryTake_FreeLock_KeepsOthersOutUntilDisposed()
    {
        using (var held = ApplianceLock.TryTake(LockFile))
        {
            Assert.NotNull(held);
            Assert.Equal(new LockHolder(null, null), ApplianceLock.HolderOf(LockFile));
            Assert.Null(ApplianceLock.TryTake(LockFile));
        }

        Assert.Null(ApplianceLock.HolderOf(LockFile));
    }

    [Fact]
    public void HolderOf_NoLockFile_IsNobody()
    {
        Assert.Null(ApplianceLock.HolderOf(LockFile));
        Assert.False(File.Exists(LockFile));
    }

    public void Dispose() => _scratch.Dispose();
}
