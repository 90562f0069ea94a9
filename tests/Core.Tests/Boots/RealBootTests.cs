using Guestfs.Boots;
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
        var activities = EngineFixture.Fold(journal).Timeline.Bars.Where(static bar => bar.Kind == Guestfs.Timeline.BarKind.Activity).Select(static bar => bar.Name).ToList();
        // A kernel message may follow on the same line.
        var modules = journal.Select(static entry => entry.Event).OfType<OutputLine>()
            .Select(static line => System.Text.Encoding.UTF8.GetString(line.Raw.Span).Split("supermin: internal insmod "))
            .Where(static parts => parts.Length == 2)
            .Select(static parts => "initrd:insmod " + parts[1].Split(".ko")[0])
            .ToList();
        Assert.NotEmpty(modules);
        Assert.Empty(modules.Except(activities));
        Assert.Empty(((string[])["root:search", "root:mount", "init:udev", "init:lvm", "init:md", "daemon:start"]).Except(activities));
        Assert.Contains(journal, static entry => entry.Event is ProcessExited { Program: "qemu", ExitCode: 0, PeakMemoryKiB: > 100_000 });
    }

    /// <summary>On a host whose KVM is broken there is a second attempt, and the next boot knows it; elsewhere KVM simply works.</summary>
    [Fact]
    public async Task Boot_WithAutomaticAccelerator_IsReadyWhateverKvmDoesAndRemembersIt()
    {
        await using var fixture = await EngineFixture.StartAsync();

        var first = EngineFixture.Fold(await fixture.RunAsync(new BootRequest()));
        var second = await fixture.RunAsync(new BootRequest { WhenReady = WhenReady.Stay, IdleStopSeconds = 1 });

        Assert.True(first.Status == BootStatus.Finished, first.Sentence);
        Assert.Equal(first.Timeline.End, first.Timeline.Stages.Sum(static bar => bar.End - bar.Start));
        var attempt = Assert.Single(second.Select(static entry => entry.Event).OfType<AttemptStarted>());
        Assert.Equal(first.Facts.Accelerator, attempt.Accelerator);
        Assert.Contains("before on this host", attempt.Reason, StringComparison.Ordinal);
        Assert.Equal("Nobody used the appliance for 1 s.", Assert.Single(second.Select(static entry => entry.Event).OfType<ShutdownStarted>()).Reason);

        await fixture.Engine.ForgetAcceleratorAsync(TestContext.Current.CancellationToken);
        var checks = await fixture.Engine.ExamineAsync(TestContext.Current.CancellationToken);
        Assert.Contains(checks, static check => check is { Name: "KVM", State: CheckState.Unknown } or { Name: "/dev/kvm", State: not CheckState.Pass });
    }

    [Fact]
    public async Task Boot_StaysUntilStopped_InASandboxWithoutPrivileges()
    {
        await using var fixture = await EngineFixture.StartAsync();
        var request = new BootRequest { RequestId = "once", Accelerator = AcceleratorChoice.Tcg, WhenReady = WhenReady.Stay };
        var boots = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => fixture.Engine.StartAsync(request, "test", TestContext.Current.CancellationToken)));
        var id = Assert.Single(boots.Select(static boot => boot.Id).Distinct());
        Assert.Single(boots, static boot => boot.IsNew);
        var qemu = await fixture.WaitForAsync<ProcessStarted>(id, static process => process.Program == "qemu");
        await fixture.WaitForAsync<DaemonReport>(id);

        var status = await File.ReadAllLinesAsync($"/proc/{qemu.Pid}/status", TestContext.Current.CancellationToken);
        Assert.Contains("Seccomp:\t2", status);
        Assert.Contains("NoNewPrivs:\t1", status);

        Assert.True(await fixture.Engine.StopAsync(id, "tester", TestContext.Current.CancellationToken));
        var journal = await fixture.WatchAsync(id);
        Assert.Equal(BootStatus.Finished, Assert.IsType<BootEnded>(journal[^1].Event).Status);
        Assert.Equal("A stop was asked for.", Assert.Single(journal.Select(static entry => entry.Event).OfType<ShutdownStarted>()).Reason);
        Assert.Empty(ChildrenOf.Alive(journal));
        // By what they say: the boot may be in the store by now, which hands out entries of its own.
        Assert.Equal(journal.Skip(500).Select(JournalJson.Write), (await fixture.WatchAsync(id, from: 500)).Select(JournalJson.Write));
    }
}
