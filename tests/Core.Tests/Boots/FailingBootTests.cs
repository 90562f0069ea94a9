using System.Diagnostics;
using Guestfs.Journal;
using Guestfs.Launching;
using Guestfs.Timeline;

namespace Guestfs.Core.Tests.Boots;

/// <summary>Real boots that go wrong, each in a way users meet.</summary>
public sealed class FailingBootTests
{
    private static readonly BootRequest Tcg = new() { Accelerator = AcceleratorChoice.Tcg };
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Boot_WhoseRootHasNoInit_FailsAndQuotesTheLineThatSaysSo()
    {
        await using var fixture = await EngineFixture.StartAsync();
        var fixedAppliance = await MakeApplianceAsync(fixture, static (_, root) => RunAsync("/sbin/mke2fs", "-q", "-t", "ext2", root, "8M"));
        await using var engine = await EngineFixture.StartAsync(options => options with
        {
            Appliance = options.Appliance with { SearchPath = fixedAppliance },
        });

        var journal = await engine.RunAsync(Tcg);

        var end = Assert.IsType<BootEnded>(journal[^1].Event);
        Assert.Equal(BootStatus.Failed, end.Status);
        Assert.Contains("execl: /init", LineAt(journal, end.Evidence!.Value), StringComparison.Ordinal);
        Assert.Contains(journal, static entry => entry.Event is ApplianceSelected { Kind: "fixed" });
        Assert.Empty(ChildrenOf.Alive(journal));
    }

    [Fact]
    public async Task Boot_WhoseInitExits_FailsInTheInitStageAndQuotesThePanic()
    {
        await using var fixture = await EngineFixture.StartAsync();
        var fixedAppliance = await MakeApplianceAsync(fixture, static async (original, root) =>
        {
            var script = root + ".init";
            await File.WriteAllTextAsync(script, "#!/bin/bash\necho Starting /init script ...\nexit 3\n", TestContext.Current.CancellationToken);
            await RunAsync("/bin/cp", "--sparse=always", original, root);
            await RunAsync("/sbin/debugfs", "-w", "-R", "rm /init", root);
            await RunAsync("/sbin/debugfs", "-w", "-R", $"write {script} /init", root);
            await RunAsync("/sbin/debugfs", "-w", "-R", "set_inode_field /init mode 0100755", root);
        });
        await using var engine = await EngineFixture.StartAsync(options => options with
        {
            Appliance = options.Appliance with { SearchPath = fixedAppliance },
        });

        var journal = await engine.RunAsync(Tcg);

        var end = Assert.IsType<BootEnded>(journal[^1].Event);
        Assert.Equal(BootStatus.Failed, end.Status);
        Assert.Contains("in stage init", end.Sentence, StringComparison.Ordinal);
        Assert.Contains("Kernel panic - not syncing: Attempted to kill init!", LineAt(journal, end.Evidence!.Value), StringComparison.Ordinal);
        Assert.Empty(ChildrenOf.Alive(journal));
    }

    [Fact]
    public async Task Boot_WhoseGuestRunsOutOfMemory_FailsAndQuotesIt()
    {
        await using var fixture = await EngineFixture.StartAsync();

        var journal = await fixture.RunAsync(Tcg with { Append = "mem=80M" });

        var end = Assert.IsType<BootEnded>(journal[^1].Event);
        Assert.Equal(BootStatus.Failed, end.Status);
        Assert.Contains("Out of memory", LineAt(journal, end.Evidence!.Value), StringComparison.Ordinal);
        Assert.Contains("its memory ran out", end.Sentence, StringComparison.Ordinal);
        Assert.Empty(ChildrenOf.Alive(journal));
    }

    [Fact]
    public async Task Boot_WithADamagedImage_FailsAndNamesTheImage()
    {
        await using var fixture = await EngineFixture.StartAsync();
        var image = Path.Combine(fixture.Images, "bad.qcow2");
        await RunAsync("/usr/bin/qemu-img", "create", "-q", "-f", "qcow2", image, "10M");
        await using (var file = File.OpenWrite(image))
        {
            // Where the table of reference counts lies, which has to be on a cluster's edge.
            file.Position = 48;
            file.Write([0, 0, 0, 0, 0, 1, 0, 1]);
        }

        var journal = await fixture.RunAsync(Tcg with { Disks = [new DiskRequest { Source = "scratch:1" }, new DiskRequest { Source = "images:bad.qcow2" }] });

        var end = Assert.IsType<BootEnded>(journal[^1].Event);
        Assert.StartsWith("qemu could not use the disk /dev/sdb, images:bad.qcow2: ", end.Sentence, StringComparison.Ordinal);
        Assert.Contains("offset invalid", LineAt(journal, end.Evidence!.Value), StringComparison.Ordinal);
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
    public async Task Boot_WhoseDaemonAnswersNoMore_TimesOutAndIsKilled()
    {
        await using var fixture = await EngineFixture.StartAsync(static options => options with
        {
            StageLimits = new StageLimits { Shutdown = TimeSpan.FromSeconds(1), TcgFactor = 1, Kernel = Long, Initrd = Long, Root = Long, Init = Long, Daemon = Long },
        });
        var boot = await fixture.Engine.StartAsync(Tcg with { WhenReady = WhenReady.Stay }, "test", TestContext.Current.CancellationToken);
        await fixture.WaitForAsync<DaemonReport>(boot.Id);
        var qemu = await fixture.WaitForAsync<ProcessStarted>(boot.Id, static process => process.Program == "qemu");

        await RunAsync("/bin/kill", "-STOP", qemu.Pid.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await fixture.Engine.StopAsync(boot.Id, "test", TestContext.Current.CancellationToken);

        var journal = await fixture.WatchAsync(boot.Id);
        var end = Assert.IsType<BootEnded>(journal[^1].Event);
        Assert.Equal(BootStatus.TimedOut, end.Status);
        Assert.Contains("The daemon neither answered nor printed anything", end.Sentence, StringComparison.Ordinal);
        Assert.Contains(journal, static entry => entry.Event is StageStalled { Stage: StageNames.Shutdown });
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

    /// <summary>A fixed appliance with the real kernel and initrd, and a root made by <paramref name="makeRoot"/> from the real one's path to its own.</summary>
    private static async Task<string> MakeApplianceAsync(EngineFixture fixture, Func<string, string, Task> makeRoot)
    {
        var boot = await fixture.Engine.StartAsync(Tcg, "test", TestContext.Current.CancellationToken);
        var files = await fixture.WaitForAsync<ApplianceReady>(boot.Id);
        await fixture.Engine.CancelAsync(boot.Id, "test", TestContext.Current.CancellationToken);
        var directory = Directory.CreateDirectory(Path.Combine(fixture.Directory, "fixed")).FullName;
        File.Copy(files.Kernel, Path.Combine(directory, "kernel"));
        File.Copy(files.Initrd, Path.Combine(directory, "initrd"));
        await File.WriteAllTextAsync(Path.Combine(directory, "README.fixed"), "fixed", TestContext.Current.CancellationToken);
        await makeRoot(files.Root!, Path.Combine(directory, "root"));
        return directory;
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true });
        await process!.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
    }

    private static string LineAt(IReadOnlyList<JournalEntry> journal, long sequence) =>
        System.Text.Encoding.UTF8.GetString(Assert.IsType<OutputLine>(journal[(int)sequence].Event).Raw.Span);
}
