using System.Globalization;
using Guestfs.Appliance;
using Guestfs.Disks;

namespace Guestfs.Core.Tests.Appliance;

/// <summary>What is seen of a supermin from outside. Programs of perl stand for builds of any length.</summary>
public sealed class SuperminWatchTests : IDisposable
{
    private readonly TinyAppliance _tiny = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Prepare_LockHeldByAnother_TellsWhoAndGoesOnWhenItIsFree()
    {
        Directory.CreateDirectory(_tiny.Cache);
        var holder = await LockHolderProcess.StartAsync(Path.Combine(_tiny.Cache, "lock"));
        var build = new RecordedBuild();
        var preparing = TinyAppliance.PrepareAsync(_tiny.Options, build, cancellationToken: Cancel);
        await build.WaitForAsync("lock");
        Assert.Equal(holder.Pid, build.Holder?.Pid);
        Assert.StartsWith("/usr/bin/perl", build.Holder?.Command, StringComparison.Ordinal);
        Assert.False(preparing.IsCompleted);

        await holder.DisposeAsync();

        Assert.True((await preparing).Rebuilt);
    }

    [Fact]
    public async Task Prepare_CancelledWhileItWaits_LeavesTheLockToItsHolder()
    {
        Directory.CreateDirectory(_tiny.Cache);
        var lockFile = Path.Combine(_tiny.Cache, "lock");
        await using var holder = await LockHolderProcess.StartAsync(lockFile);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var build = new RecordedBuild();
        var preparing = TinyAppliance.PrepareAsync(_tiny.Options, build, cancellationToken: cancel.Token);
        await build.WaitForAsync("lock");

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => preparing);
        Assert.Equal(holder.Pid, ApplianceLock.HolderOf(lockFile)?.Pid);
    }

    [Fact]
    public async Task Prepare_SilentCopy_TellsAllocatedBytesAgainstTheLastRoot()
    {
        await TinyAppliance.PrepareAsync(_tiny.Options, new RecordedBuild(), cancellationToken: Cancel);
        var last = FileStatus.Of(Path.Combine(_tiny.Cache, "appliance.d", "root"))?.Allocated;
        var build = new RecordedBuild();
        var go = _tiny.Scratch.At("go");
        var options = _tiny.Options with { Supermin = SlowBuild(go) };

        var preparing = TinyAppliance.PrepareAsync(options, build, cancellationToken: Cancel);

        await build.WaitForAsync(string.Create(CultureInfo.InvariantCulture, $"progress {1 << 20} of {last}"));
        await File.WriteAllTextAsync(go, "", Cancel);
        await preparing;
    }

    public void Dispose() => _tiny.Dispose();

    /// <summary>Takes the lock, writes one MiB of a new root, and waits for the file <paramref name="go"/>.</summary>
    private string SlowBuild(string go)
    {
        var path = _tiny.Scratch.Script("slow-supermin", "");
        File.WriteAllText(path, $$"""
            #!/usr/bin/perl
            my $file = "{{_tiny.Cache}}/lock"; {{LockHolderProcess.TakeLock}}
            mkdir "{{_tiny.Cache}}/appliance.d.slow1234";
            open(my $root, ">", "{{_tiny.Cache}}/appliance.d.slow1234/root") or die;
            syswrite($root, "x" x (1 << 20));
            select(undef, undef, undef, 0.05) until -e "{{go}}";

            """);
        return path;
    }
}
