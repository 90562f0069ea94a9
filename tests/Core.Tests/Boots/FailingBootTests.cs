using System.Diagnostics;
using Guestfs.Journal;

namespace Guestfs.Core.Tests.Boots;

/// <summary>Real boots that go wrong, each in a way users meet.</summary>
public sealed class FailingBootTests
{
    private static readonly BootRequest Tcg = new() { Accelerator = AcceleratorChoice.Tcg };

    [Fact]
    public async Task Boot_WhoseRootHasNoInit_FailsAndQuotesTheLineThatSaysSo()
    {
        await using var fixture = await EngineFixture.StartAsync();
        var fixedAppliance = await MakeApplianceWithEmptyRootAsync(fixture);
        await using var engine = await EngineFixture.StartAsync(options => options with
        {
            Appliance = options.Appliance with { SearchPath = fixedAppliance },
        });

        var journal = await engine.RunAsync(Tcg);

        var end = Assert.IsType<BootEnded>(journal[^1].Event);
        Assert.Equal(BootStatus.Failed, end.Status);
        var evidence = Assert.IsType<OutputLine>(journal[(int)end.Evidence!.Value].Event);
        Assert.Contains("execl: /init", System.Text.Encoding.UTF8.GetString(evidence.Raw.Span), StringComparison.Ordinal);
        Assert.Contains(journal, static entry => entry.Event is ApplianceSelected { Kind: "fixed" });
        Assert.Empty(ChildrenOf.Alive(journal));
    }

    [Fact]
    public async Task Boot_WhoseQemuIsKilled_FailsAndSaysSo()
    {
        await using var fixture = await EngineFixture.StartAsync();
        var boot = await fixture.Engine.StartAsync(Tcg, "test", TestContext.Current.CancellationToken);
        var qemu = await fixture.WaitForAsync<ProcessStarted>(boot.Id, static process => process.Program == "qemu");
        await fixture.WaitForAsync<OutputLine>(boot.Id, static line => line.Source == OutputSource.Console);

        using (var process = Process.GetProcessById(qemu.Pid))
        {
            process.Kill();
        }

        var journal = await fixture.WatchAsync(boot.Id);
        var end = Assert.IsType<BootEnded>(journal[^1].Event);
        Assert.Equal(BootStatus.Failed, end.Status);
        Assert.Contains("qemu was killed", end.Sentence, StringComparison.Ordinal);
        Assert.Contains(journal, static entry => entry.Event is ProcessExited { Program: "qemu", Signal: 9 });
    }

    [Fact]
    public async Task Boot_NotReadyWithinItsTimeLimit_TimesOut()
    {
        await using var fixture = await EngineFixture.StartAsync();

        var journal = await fixture.RunAsync(Tcg with { TimeLimitSeconds = 1 });

        var end = Assert.IsType<BootEnded>(journal[^1].Event);
        Assert.Equal(BootStatus.TimedOut, end.Status);
        Assert.StartsWith("Not ready within the limit of 1 s", end.Sentence, StringComparison.Ordinal);
        Assert.Empty(ChildrenOf.Alive(journal));
    }

    [Fact]
    public async Task HostStop_WhileABootRuns_LeavesItInterrupted()
    {
        var fixture = await EngineFixture.StartAsync();
        var boot = await fixture.Engine.StartAsync(Tcg, "test", TestContext.Current.CancellationToken);
        await fixture.WaitForAsync<OutputLine>(boot.Id, static line => line.Source == OutputSource.Console);
        var watching = fixture.WatchAsync(boot.Id);

        await fixture.DisposeAsync();

        var journal = await watching;
        Assert.Equal(BootStatus.Interrupted, Assert.IsType<BootEnded>(journal[^1].Event).Status);
        Assert.Empty(ChildrenOf.Alive(journal));
    }

    /// <summary>A fixed appliance with the real kernel and initrd, and a root file system without /init.</summary>
    private static async Task<string> MakeApplianceWithEmptyRootAsync(EngineFixture fixture)
    {
        var boot = await fixture.Engine.StartAsync(Tcg, "test", TestContext.Current.CancellationToken);
        var files = await fixture.WaitForAsync<ApplianceReady>(boot.Id);
        await fixture.Engine.CancelAsync(boot.Id, "test", TestContext.Current.CancellationToken);
        var directory = Directory.CreateDirectory(Path.Combine(fixture.Directory, "fixed")).FullName;
        File.Copy(files.Kernel, Path.Combine(directory, "kernel"));
        File.Copy(files.Initrd, Path.Combine(directory, "initrd"));
        await File.WriteAllTextAsync(Path.Combine(directory, "README.fixed"), "fixed", TestContext.Current.CancellationToken);
        var root = Path.Combine(directory, "root");
        await using (var file = File.Create(root))
        {
            file.SetLength(8 << 20);
        }

        using var mke2fs = Process.Start("/sbin/mke2fs", ["-q", "-t", "ext2", root]);
        await mke2fs.WaitForExitAsync(TestContext.Current.CancellationToken);
        return directory;
    }
}
