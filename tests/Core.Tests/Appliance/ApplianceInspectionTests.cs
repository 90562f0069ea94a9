using Guestfs.Appliance;

namespace Guestfs.Core.Tests.Appliance;

public sealed class ApplianceInspectionTests : IDisposable
{
    private readonly TinyAppliance _tiny = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Inspect_NeverBuilt_TellsSoAndMakesNothing()
    {
        var state = await InspectAsync(_tiny.Options);

        Assert.Equal(ApplianceKind.Supermin, state.Location?.Kind);
        Assert.Equal(RebuildCause.NeverBuilt, state.Prediction?.Cause);
        Assert.Equal(TinyAppliance.KernelRelease, state.Kernel?.Release);
        Assert.Matches(@"^\d+\.\d+", state.SuperminVersion);
        Assert.Null(state.Files);
        Assert.Empty(state.Problems);
        Assert.False(Path.Exists(_tiny.Cache));
    }

    [Fact]
    public async Task Inspect_BuiltAppliance_TellsItsFilesSizeAndAge()
    {
        var files = await TinyAppliance.PrepareAsync(_tiny.Options, new RecordedBuild(), cancellationToken: Cancel);

        var state = await InspectAsync(_tiny.Options);

        Assert.Equal(files.Fingerprint, state.Files?.Fingerprint);
        Assert.Equal(RebuildCause.None, state.Prediction?.Cause);
        Assert.InRange(state.AllocatedBytes ?? 0, 1 << 20, state.FreeBytes ?? 0);
        Assert.InRange(state.Age ?? TimeSpan.MaxValue, TimeSpan.Zero, TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task Inspect_NoAppliance_BlocksWithAFix()
    {
        var problem = Assert.Single((await InspectAsync(_tiny.Options with { SearchPath = "/no/such" })).Problems);

        Assert.True(problem.Blocking);
        Assert.Contains("apt-get install libguestfs0", problem.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_EveryPartMissing_NamesEachWorstFirst()
    {
        await using var holder = await HoldLockAsync();
        var state = await InspectAsync(_tiny.Options with
        {
            Supermin = "/no/supermin",
            Environment = new Dictionary<string, string> { ["TMPDIR"] = "relative", ["SUPERMIN_KERNEL"] = "/no/kernel" },
        });

        Assert.Collection(
            state.Problems,
            problem => Assert.Contains("/no/supermin is not installed", problem.Sentence, StringComparison.Ordinal),
            problem => Assert.Contains("$TMPDIR must be an absolute path", problem.Sentence, StringComparison.Ordinal),
            problem => Assert.Contains("failed to find a suitable kernel", problem.Sentence, StringComparison.Ordinal),
            problem => Assert.Contains($"process {holder.Pid} (/usr/bin/perl", problem.Sentence, StringComparison.Ordinal));
        Assert.Equal([true, true, true, false], state.Problems.Select(problem => problem.Blocking));
    }

    [Fact]
    public async Task Inspect_CacheThatIsALink_SaysLibguestfsSentence()
    {
        File.CreateSymbolicLink(_tiny.Cache, _tiny.Scratch.At("tmp"));

        var problem = Assert.Single((await InspectAsync(_tiny.Options)).Problems);

        Assert.StartsWith($"security: cached appliance {_tiny.Cache} is not a directory", problem.Sentence, StringComparison.Ordinal);
    }

    public void Dispose() => _tiny.Dispose();

    private static Task<ApplianceState> InspectAsync(ApplianceOptions options) =>
        ApplianceInspection.InspectAsync(options, TimeProvider.System, Cancel);

    private Task<LockHolderProcess> HoldLockAsync()
    {
        Directory.CreateDirectory(_tiny.Cache);
        return LockHolderProcess.StartAsync(Path.Combine(_tiny.Cache, "lock"));
    }
}
