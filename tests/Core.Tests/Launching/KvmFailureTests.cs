using Guestfs.Connection;
using Guestfs.Journal;
using Guestfs.Launching;
using Guestfs.Processes;

namespace Guestfs.Core.Tests.Launching;

public sealed class KvmFailureTests
{
    private static readonly ChildExit Aborted = new(null, 6);

    [Theory]
    [InlineData("qemu-system-x86_64: error: failed to set MSR 0x10a to 0x69", KvmFailureKind.RegisterRefused)]
    [InlineData("qemu-system-x86_64: ../../target/i386/kvm/kvm.c:3183: kvm_buf_set_msrs: Assertion `ret == cpu->kvm_msr_buf->nmsrs' failed.", KvmFailureKind.RegisterRefused)]
    [InlineData("Could not access KVM kernel module: Permission denied", KvmFailureKind.NotInitialised)]
    [InlineData("qemu-system-x86_64: failed to initialize KVM: Permission denied", KvmFailureKind.NotInitialised)]
    [InlineData("qemu-system-x86_64: invalid accelerator kvm", KvmFailureKind.NotInitialised)]
    [InlineData("error: kvm run failed Bad address", KvmFailureKind.GuestGivenUp)]
    public void Detect_KnownWords_GiveTheKindAndTheLine(string message, KvmFailureKind kind)
    {
        var failure = KvmFailure.Detect(Aborted, ["qemu-system-x86_64: warning: unrelated", message, "later"], kernelSpoke: false);

        Assert.Equal((kind, message), (failure?.Kind, failure?.Evidence));
    }

    [Fact]
    public void Detect_GuestGivenUp_IsSeenWhileQemuStillRuns()
    {
        Assert.Equal(KvmFailureKind.GuestGivenUp, KvmFailure.Detect(null, ["KVM internal error. Suberror: 1"], kernelSpoke: true)?.Kind);
    }

    [Fact]
    public void Detect_WordsOfARunningQemu_AreNoFailureYet()
    {
        Assert.Null(KvmFailure.Detect(null, ["Could not access KVM kernel module: No such file or directory"], kernelSpoke: false));
    }

    [Theory]
    [InlineData(6, false, true)]
    [InlineData(11, false, true)]
    [InlineData(6, true, false)]
    [InlineData(9, false, false)]
    [InlineData(15, false, false)]
    [InlineData(31, false, false)]
    public void Detect_SignalWithoutKnownWords_IsKvmsOnlyForACrashBeforeTheKernel(int signal, bool kernelSpoke, bool expected)
    {
        var failure = KvmFailure.Detect(new ChildExit(null, signal), ["first", "second"], kernelSpoke);

        Assert.Equal(expected ? (KvmFailureKind.Crashed, "first") : (null, null), ((KvmFailureKind?)failure?.Kind, failure?.Evidence));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Detect_OrdinaryExit_IsNotKvms(int code)
    {
        Assert.Null(KvmFailure.Detect(new ChildExit(code, null), ["qemu: -drive file=/x: Could not open '/x'"], kernelSpoke: false));
    }

    [Fact]
    public void Detect_Silence_IsKvmsUntilTheKernelSpoke()
    {
        var stalled = new StageStalled("firmware", 10.2, 10);

        Assert.Equal("under KVM the guest's kernel printed nothing within 10 s", KvmFailure.Detect(stalled, kernelSpoke: false)?.Reason);
        Assert.Null(KvmFailure.Detect(stalled, kernelSpoke: true));
    }

    [Fact(Timeout = 60_000)]
    public async Task Detect_RealQemuUnderKvm_IsRecognisedUnlessTheKernelSpeaks()
    {
        var kernel = Directory.GetFiles("/boot", "vmlinuz-*").FirstOrDefault();
        Assert.SkipWhen(kernel is null, "no kernel in /boot");
        using var directory = PrivateDirectory.Create("/tmp");
        using var listener = DaemonListener.Bind(directory.Path + "/guestfsd.sock", TimeProvider.System);
        var binary = QemuBinary.Find(null, new LaunchDefaults(), GuestMachine.X8664);
        var features = await new QemuProbe(directory.Path, TimeProvider.System).ExamineAsync(binary, TestContext.Current.CancellationToken);
        var plan = Plans.Plain with
        {
            Features = features,
            Accelerator = Accelerator.Kvm,
            Kernel = kernel,
            Initrd = "/etc/hostname",
            Root = null,
            RootUuid = null,
            MemoryMiB = 256,
            SocketPath = listener.Path,
        };

        await using var qemu = await QemuProcess.StartAsync(binary, QemuArguments.Build(plan), TimeProvider.System);
        var messages = ReadLinesAsync(qemu.Messages, null);
        var spoke = (await ReadLinesAsync(qemu.Console, "Linux version")).Exists(static line => line.Contains("Linux version", StringComparison.Ordinal));
        if (!spoke)
        {
            Assert.NotNull(KvmFailure.Detect(await qemu.Exited, await messages, kernelSpoke: false));
        }
        else
        {
            qemu.Kill();
            Assert.Null(KvmFailure.Detect(await qemu.Exited, await messages, kernelSpoke: true));
        }
    }

    private static async Task<List<string>> ReadLinesAsync(Stream stream, string? until)
    {
        using var reader = new StreamReader(stream, leaveOpen: true);
        List<string> lines = [];
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            lines.Add(line);
            if (until is not null && line.Contains(until, StringComparison.Ordinal))
            {
                break;
            }
        }

        return lines;
    }
}
