using System.Globalization;
using Guestfs.Launching;

namespace Guestfs.Core.Tests.Launching;

public sealed class QemuProbeTests : IDisposable
{
    private static readonly string[] Nothing = [];
    private readonly string _directory = Directory.CreateTempSubdirectory("probe").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Examine_RealQemu_KnowsItsSandboxAndDevices()
    {
        var features = await Probe().ExamineAsync("/usr/bin/qemu-system-x86_64", TestContext.Current.CancellationToken);

        Assert.Matches(@"^\d+\.\d+\.\d+$", features.Version);
        Assert.True(features is { NoDefaults: true, NoUserConfig: true, RandomDevice: true, Sandbox: true, MandatoryLocking: true });
    }

    [Fact]
    public async Task Examine_SecondTimeAndSecondServer_AsksOnlyOnce()
    {
        var qemu = Fake("echo run >> runs; case \"$*\" in *-help) echo 'QEMU emulator version 8.1.0';; esac");
        var probe = Probe();

        var first = await probe.ExamineAsync(qemu, TestContext.Current.CancellationToken);
        var runs = Runs();
        await probe.ExamineAsync(qemu, TestContext.Current.CancellationToken);
        var afterRestart = await Probe().ExamineAsync(qemu, TestContext.Current.CancellationToken);

        Assert.Equal("8.1.0", first.Version);
        Assert.Equal(first, afterRestart);
        Assert.Equal(2, runs);
        Assert.Equal(runs, Runs());
    }

    [Fact]
    public async Task Examine_BinaryThatWasReplaced_AsksAgain()
    {
        var qemu = Fake("echo 'QEMU emulator version 8.1.0'");
        var probe = Probe();
        await probe.ExamineAsync(qemu, TestContext.Current.CancellationToken);
        Fake("echo 'QEMU emulator version 10.12.13'");

        var features = await probe.ExamineAsync(qemu, TestContext.Current.CancellationToken);

        Assert.Equal("10.12.13", features.Version);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"Generation\":99}")]
    [InlineData("null")]
    public async Task Examine_SpoiltMemo_AsksAgain(string content)
    {
        var qemu = Fake("echo 'QEMU emulator version 8.1.0'");
        await Probe().ExamineAsync(qemu, TestContext.Current.CancellationToken);
        File.WriteAllText(Assert.Single(Directory.GetFiles(Memo)), content);

        var features = await Probe().ExamineAsync(qemu, TestContext.Current.CancellationToken);

        Assert.Equal("8.1.0", features.Version);
    }

    [Fact]
    public async Task Examine_QemuBuiltWithoutSandbox_SaysSo()
    {
        var qemu = Fake("case \"$*\" in *-sandbox*) exit 1;; *'-device ?') echo 'name \"virtio-rng-pci\", bus PCI';; esac");

        var features = await Probe().ExamineAsync(qemu, TestContext.Current.CancellationToken);

        Assert.False(features.Sandbox);
        Assert.True(features.RandomDevice);
    }

    [Fact]
    public async Task Examine_ProgramThatFails_QuotesItsFirstLine()
    {
        var qemu = Fake("echo 'error while loading shared libraries: libx.so' >&2; echo second >&2; exit 127");

        var error = await Assert.ThrowsAsync<GuestfsException>(() => Probe().ExamineAsync(qemu, TestContext.Current.CancellationToken));

        Assert.Contains("exited with status 127 and said 'error while loading shared libraries: libx.so'", error.Message, StringComparison.Ordinal);
        Assert.Equal(Nothing, Directory.Exists(Memo) ? Directory.GetFiles(Memo) : Nothing);
    }

    private string Memo => Path.Combine(_directory, "memo");

    private QemuProbe Probe() => new(Memo, TimeProvider.System);

    private int Runs() => File.ReadAllLines(Path.Combine(_directory, "runs")).Length;

    private string Fake(string script)
    {
        var path = Path.Combine(_directory, "qemu");
        File.WriteAllText(path, string.Create(CultureInfo.InvariantCulture, $"#!/bin/sh\ncd {_directory}\n{script}\n"));
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
