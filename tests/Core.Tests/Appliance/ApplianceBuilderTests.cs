using System.Globalization;
using Guestfs.Appliance;
using Guestfs.Processes;

namespace Guestfs.Core.Tests.Appliance;

public sealed class ApplianceBuilderTests : IDisposable
{
    private readonly TinyAppliance _tiny = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Prepare_FirstTime_BuildsWithTheCommandOfLibguestfs()
    {
        var build = new RecordedBuild();

        var files = await TinyAppliance.PrepareAsync(_tiny.Options, build, cancellationToken: Cancel);

        Assert.True(files.Rebuilt);
        Assert.StartsWith("No appliance has been built in ", files.RebuildReason, StringComparison.Ordinal);
        Assert.Equal(RebuildCause.NeverBuilt, build.Prediction?.Cause);
        Assert.Equal(
            ["/usr/bin/supermin", "--build", "--verbose", "--if-newer", "--lock", $"{_tiny.Cache}/lock", "--copy-kernel", "-f", "ext2",
                "--host-cpu", AppliancePath.HostCpu, _tiny.Scratch.At("guestfs", "supermin.d"), "-o", $"{_tiny.Cache}/appliance.d"],
            build.Arguments);
        Assert.Contains("supermin: ext2: creating minimal initrd", build.StandardOutput, StringComparison.Ordinal);
        Assert.Equal(0, build.Result?.Code);
        Assert.Equal(TinyAppliance.KernelRelease, files.KernelRelease);
        Assert.Equal(36, files.RootUuid?.Length);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_tiny.Scratch.At("tmp")));
    }

    [Fact]
    public async Task Prepare_SecondTime_TakesTheCachedApplianceAsPredicted()
    {
        var first = await TinyAppliance.PrepareAsync(_tiny.Options, new RecordedBuild(), cancellationToken: Cancel);
        var build = new RecordedBuild();

        var second = await TinyAppliance.PrepareAsync(_tiny.Options, build, cancellationToken: Cancel);

        Assert.Equal(RebuildCause.None, build.Prediction?.Cause);
        Assert.Contains("if-newer: output does not need rebuilding", build.StandardOutput, StringComparison.Ordinal);
        Assert.Equal(first with { Rebuilt = false, RebuildReason = null }, second);
    }

    [Fact]
    public async Task Prepare_Forced_BuildsAnotherAppliance()
    {
        var first = await TinyAppliance.PrepareAsync(_tiny.Options, new RecordedBuild(), cancellationToken: Cancel);
        var build = new RecordedBuild();

        var second = await TinyAppliance.PrepareAsync(_tiny.Options, build, force: true, Cancel);

        Assert.DoesNotContain("--if-newer", build.Arguments);
        Assert.Equal("A new build was asked for.", second.RebuildReason);
        Assert.NotEqual(first.RootUuid, second.RootUuid);
        Assert.NotEqual(first.Fingerprint, second.Fingerprint);
    }

    [Fact]
    public async Task Prepare_DescriptionTouched_BuildsForThatReason()
    {
        await TinyAppliance.PrepareAsync(_tiny.Options, new RecordedBuild(), cancellationToken: Cancel);
        _tiny.Scratch.Write("guestfs/supermin.d/zz-more", "-/usr/share/doc/*\n");

        var files = await TinyAppliance.PrepareAsync(_tiny.Options, new RecordedBuild(), cancellationToken: Cancel);

        Assert.True(files.Rebuilt);
        Assert.Contains("supermin.d is newer", files.RebuildReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prepare_NoKernel_SaysSuperminsOwnErrorAndLeavesNothing()
    {
        var options = _tiny.Options with { Supermin = _tiny.Scratch.Script("supermin", "echo 'supermin: warning: a: Permission denied (ignored)' >&2; echo 'supermin: failed to find a suitable kernel (host_cpu=x86_64).' >&2; exit 1") };
        var build = new RecordedBuild();

        var error = await Assert.ThrowsAsync<GuestfsException>(() => TinyAppliance.PrepareAsync(options, build, cancellationToken: Cancel));

        Assert.Contains("exited with status 1 while building the appliance: failed to find a suitable kernel (host_cpu=x86_64). The cached", error.Message, StringComparison.Ordinal);
        Assert.Contains("Permission denied", build.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prepare_DiskFull_SaysHowMuchIsNeeded()
    {
        var options = _tiny.Options with { Supermin = _tiny.Scratch.Script("supermin", "echo 'supermin: error: statvfs: No space left on device: /x/root' >&2; exit 1") };

        var error = await Assert.ThrowsAsync<GuestfsException>(() => TinyAppliance.PrepareAsync(options, new RecordedBuild(), cancellationToken: Cancel));

        Assert.Matches(@"statvfs: No space left on device: /x/root\. .* has \d+ MiB free and a build takes about 600 MiB: free some space", error.Message);
    }

    [Fact]
    public async Task Prepare_SuperminRunsWithLibguestfsMaskAndLocaleAndNothingElseOfOurs()
    {
        await TinyAppliance.PrepareAsync(_tiny.Options, new RecordedBuild(), cancellationToken: Cancel);
        var build = new RecordedBuild();
        var options = _tiny.Options with
        {
            Supermin = _tiny.Scratch.Script("supermin", "umask; env | sed 's/=.*//' | sort | tr '\\n' ' '; echo $LC_ALL; cat"),
        };

        await TinyAppliance.PrepareAsync(options, build, cancellationToken: Cancel);

        Assert.Equal("0022\nLC_ALL PATH PWD SUPERMIN_KERNEL SUPERMIN_MODULES TMPDIR C\n", build.StandardOutput);
    }

    [Fact]
    public async Task Prepare_SuperminMissing_SaysWhatNeedsIt()
    {
        var error = await Assert.ThrowsAsync<GuestfsException>(() =>
            TinyAppliance.PrepareAsync(_tiny.Options with { Supermin = "/no/supermin" }, new RecordedBuild(), cancellationToken: Cancel));

        Assert.StartsWith("/no/supermin: No such file or directory", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prepare_RelativeTmpdir_IsRefusedBeforeSuperminStarts()
    {
        var options = _tiny.Options with { Environment = new Dictionary<string, string> { ["TMPDIR"] = "tmp" } };
        var build = new RecordedBuild();

        var error = await Assert.ThrowsAsync<GuestfsException>(() => TinyAppliance.PrepareAsync(options, build, cancellationToken: Cancel));

        Assert.Contains("$TMPDIR must be an absolute path", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, build.Pid);
    }

    [Fact]
    public async Task Prepare_OutputHeldOpenByALeftBehindShell_DoesNotWaitForIt()
    {
        await TinyAppliance.PrepareAsync(_tiny.Options, new RecordedBuild(), cancellationToken: Cancel);
        var release = _tiny.Scratch.At("release");
        var options = _tiny.Options with
        {
            Supermin = _tiny.Scratch.Script("supermin", $"(while [ ! -e {release} ]; do sleep 0.1; done) & echo 'supermin: if-newer: output does not need rebuilding'"),
        };

        var files = await TinyAppliance.PrepareAsync(options, new RecordedBuild(), cancellationToken: Cancel);

        Assert.False(files.Rebuilt);
        File.WriteAllText(release, "");
    }

    [Fact]
    public async Task Prepare_TwoAtOnceBesideAPlainSupermin_EndsWithOneGoodAppliance()
    {
        Directory.CreateDirectory(_tiny.Cache);
        var arguments = SuperminCommand.Arguments("/usr/bin/supermin", _tiny.Scratch.At("guestfs", "supermin.d"), ApplianceCache.At(_tiny.Options.CacheDirectory), force: false);
        var plain = RunAsync(new ChildCommand(arguments[0], [.. arguments.Skip(1)], _tiny.Options.Environment));

        var both = await Task.WhenAll(
            TinyAppliance.PrepareAsync(_tiny.Options, new RecordedBuild(), cancellationToken: Cancel),
            TinyAppliance.PrepareAsync(_tiny.Options, new RecordedBuild(), cancellationToken: Cancel));

        Assert.Equal(0, (await plain).Code);
        Assert.All(both, files => Assert.Equal(TinyAppliance.KernelRelease, files.KernelRelease));
        var last = await TinyAppliance.PrepareAsync(_tiny.Options, new RecordedBuild(), cancellationToken: Cancel);
        var check = await RunAsync(new ChildCommand("/sbin/e2fsck", ["-fn", last.Root!], _tiny.Options.Environment));
        Assert.Equal(0, check.Code);
    }

    [Fact]
    public async Task Prepare_CancelledInTheCopy_LeavesNoChildAndNoHalfBuiltAppliance()
    {
        var half = $"{_tiny.Cache}/appliance.d.abcd1234";
        var options = _tiny.Options with
        {
            Supermin = _tiny.Scratch.Script("supermin", $"mkdir {half}; exec 7>{half}/root; head -c 100000 /dev/zero >&7; echo $$; sleep 1000"),
        };
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var build = new RecordedBuild();
        var preparing = TinyAppliance.PrepareAsync(options, build, cancellationToken: cancel.Token);
        await build.WaitForAsync("output");

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => preparing);
        Assert.Null(ChildUsage.Of(build.Pid));
        Assert.Equal(build.Pid.ToString(CultureInfo.InvariantCulture), build.StandardOutput.Trim());
        Assert.False(Path.Exists(half));
        Assert.True((await TinyAppliance.PrepareAsync(_tiny.Options, new RecordedBuild(), cancellationToken: Cancel)).Rebuilt);
    }

    public void Dispose() => _tiny.Dispose();

    private static async Task<ChildExit> RunAsync(ChildCommand command)
    {
        await using var child = await ChildProcess.StartAsync(command);
        await Task.WhenAll(
            child.StandardOutput.CopyToAsync(Stream.Null, Cancel),
            child.StandardError.CopyToAsync(Stream.Null, Cancel));
        return await child.Exited;
    }
}
