using Guestfs.Journal;

namespace Guestfs.Core.Tests.Boots;

/// <summary>Real appliances under real qemu.</summary>
public sealed class RealBootTests
{
    [Fact]
    public async Task Boot_WithoutDisks_ReachesReadyAndStopsCleanly()
    {
        await using var fixture = await EngineFixture.StartAsync();

        var journal = await fixture.RunAsync(new BootRequest { Accelerator = AcceleratorChoice.Tcg });

        var end = Assert.IsType<BootEnded>(journal[^1].Event);
        Assert.True(end.Status == BootStatus.Finished, end.Sentence);
        Assert.Contains(journal, static entry => entry.Event is LaunchFlagReceived);
        var report = Assert.Single(journal.Select(static entry => entry.Event).OfType<DaemonReport>());
        Assert.Equal(["/dev/sda"], report.Devices);
        Assert.Contains(journal, static entry => entry.Event is ProcessExited { Program: "qemu", ExitCode: 0, PeakMemoryKiB: > 100_000 });
    }

    /// <summary>Needs a host whose KVM aborts, as this project's do; elsewhere KVM simply works and there is one attempt.</summary>
    [Fact]
    public async Task Boot_WithAutomaticAccelerator_IsReadyWhateverKvmDoes()
    {
        await using var fixture = await EngineFixture.StartAsync();

        var journal = await fixture.RunAsync(new BootRequest());

        var fold = EngineFixture.Fold(journal);
        Assert.True(fold.Status == BootStatus.Finished, fold.Summary("x").Sentence);
        var attempts = journal.Select(static entry => entry.Event).OfType<AttemptStarted>().ToList();
        Assert.Contains(attempts[^1].Accelerator, (string[])["kvm", "tcg"]);
        Assert.True(attempts.Count == 1 || (attempts[0].Accelerator, attempts[1].Accelerator) == ("kvm", "tcg"));
        Assert.Equal(fold.Timeline.End, fold.Timeline.Stages.Sum(static bar => bar.End - bar.Start));
    }
}
