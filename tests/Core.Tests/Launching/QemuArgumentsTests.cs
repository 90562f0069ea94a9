using Guestfs.Disks;
using Guestfs.Journal;
using Guestfs.Launching;

namespace Guestfs.Core.Tests.Launching;

public sealed class QemuArgumentsTests
{
    [Fact]
    public void Build_NullDiskUnderTcg_EqualsLibguestfs()
    {
        var plan = Plans.Plain with
        {
            Kernel = "/var/tmp/.guestfs-0/appliance.d/kernel",
            Initrd = "/var/tmp/.guestfs-0/appliance.d/initrd",
            Root = "/var/tmp/.guestfs-0/appliance.d/root",
            Disks = [Plans.Raw("/tmp/libguestfsZVUuQj/devnull1.img")],
            SocketPath = "/tmp/libguestfs23VrTr/guestfsd.sock",
            Terminal = "xterm",
            LoopsPerJiffy = 10384568,
        };

        Assert.Equal(Recorded("libguestfs-1.48.6-tcg.txt"), QemuArguments.Build(plan));
    }

    [Fact]
    public void Build_NoDiskAtAll_AddsOnlyTheAppliance()
    {
        var drives = ValuesOf("-drive", Plans.Plain);

        Assert.Equal(["file=/a/root,snapshot=on,id=appliance,cache=unsafe,if=none,format=raw"], drives);
    }

    [Fact]
    public void Build_SeveralDisks_KeepsTheirOrderAndPutsTheApplianceLast()
    {
        var plan = Plans.With(Plans.Raw("/d/one"), Plans.Raw("/d/two") with { Index = 1, QemuFormat = "qcow2" });

        Assert.Equal(
            [
                "file=/d/one,cache=writeback,format=raw,id=hd0,if=none",
                "file=/d/two,cache=writeback,format=qcow2,id=hd1,if=none",
                "file=/a/root,snapshot=on,id=appliance,cache=unsafe,if=none,format=raw",
            ],
            ValuesOf("-drive", plan));
        Assert.Equal(
            [
                "virtio-rng-pci,rng=rng0",
                "virtio-scsi-pci,id=scsi",
                "scsi-hd,drive=hd0",
                "scsi-hd,drive=hd1",
                "scsi-hd,drive=appliance",
                "virtio-serial-pci",
                "virtserialport,chardev=channel0,name=org.libguestfs.channel.0",
            ],
            ValuesOf("-device", plan));
    }

    [Fact]
    public void Build_ScratchDisk_IgnoresFlushes()
    {
        var plan = Plans.With(Plans.Raw("/t/scratch0.img") with { Kind = PreparedDiskKind.Scratch });

        Assert.Equal("file=/t/scratch0.img,cache=unsafe,format=raw,id=hd0,if=none", ValuesOf("-drive", plan)[0]);
    }

    [Fact]
    public void Build_Overlay_OpensItsBackingFileWithoutALock()
    {
        var plan = Plans.With(Plans.Raw("/t/overlay1.qcow2") with { Kind = PreparedDiskKind.Overlay, QemuFormat = "qcow2" });

        Assert.Equal(
            "file.file.filename=/t/overlay1.qcow2,file.driver=qcow2,file.backing.file.locking=off,cache=unsafe,format=raw,id=hd0,if=none",
            ValuesOf("-drive", plan)[0]);
    }

    [Fact]
    public void Build_OverlayAndQemuWithoutLocks_NamesTheFormat()
    {
        var plan = Plans.With(Plans.Raw("/t/overlay1.qcow2") with { Kind = PreparedDiskKind.Overlay, QemuFormat = "qcow2" }) with
        {
            Features = Plans.Qemu72 with { Version = "2.9.1" },
        };

        Assert.Equal("file=/t/overlay1.qcow2,format=qcow2,cache=unsafe,id=hd0,if=none", ValuesOf("-drive", plan)[0]);
    }

    [Theory]
    [InlineData(null, null, "scsi-hd,drive=hd0")]
    [InlineData("data", null, "scsi-hd,drive=hd0,serial=data")]
    [InlineData(null, 512, "scsi-hd,drive=hd0,physical_block_size=512,logical_block_size=512")]
    [InlineData("data", 4096, "scsi-hd,drive=hd0,serial=data,physical_block_size=4096,logical_block_size=4096")]
    public void Build_LabelAndBlockSize_StandOnTheDevice(string? label, int? blockSize, string expected)
    {
        var plan = Plans.With(Plans.Raw("/d") with { Label = label, BlockSize = blockSize });

        Assert.Equal(expected, ValuesOf("-device", plan)[2]);
    }

    [Fact]
    public void Build_CommasInValues_AreDoubledButNotInPlainArguments()
    {
        var plan = Plans.With(Plans.Raw("/d/a,snapshot=off")) with
        {
            Kernel = "/k,1",
            Root = "/r,1",
            SocketPath = "/s,1/sock",
        };

        Assert.Equal("file=/d/a,,snapshot=off,cache=writeback,format=raw,id=hd0,if=none", ValuesOf("-drive", plan)[0]);
        Assert.StartsWith("file=/r,,1,snapshot=on", ValuesOf("-drive", plan)[1], StringComparison.Ordinal);
        Assert.Equal(["socket,path=/s,,1/sock,id=channel0"], ValuesOf("-chardev", plan));
        Assert.Equal(["/k,1"], ValuesOf("-kernel", plan));
    }

    [Theory]
    [InlineData("nbd:localhost:10809")]
    [InlineData("image.raw")]
    [InlineData("json:{}")]
    public void Build_FileThatIsNoAbsolutePath_IsRefused(string file)
    {
        Assert.Throws<ArgumentException>(() => QemuArguments.Build(Plans.With(Plans.Raw(file))));
    }

    [Theory]
    [InlineData(Accelerator.Tcg, Verbosity.Full, "accel=tcg,graphics=off")]
    [InlineData(Accelerator.Tcg, Verbosity.Analysis, "accel=tcg,graphics=off")]
    [InlineData(Accelerator.Tcg, Verbosity.Quiet, "accel=tcg")]
    [InlineData(Accelerator.Kvm, Verbosity.Full, "accel=kvm,graphics=off")]
    [InlineData(Accelerator.Kvm, Verbosity.Quiet, "accel=kvm")]
    public void Build_AcceleratorAndVerbosity_ShapeTheMachine(Accelerator accelerator, Verbosity verbosity, string expected)
    {
        var plan = Plans.Plain with { Accelerator = accelerator, Verbosity = verbosity };

        Assert.Equal([expected], ValuesOf("-machine", plan));
        Assert.Equal(["max,la57=off"], ValuesOf("-cpu", plan));
    }

    [Fact]
    public void Build_OtherArchitecture_IsDataOnly()
    {
        var arm = new GuestMachine("aarch64", "virt", "host", "cortex-a57", "ttyAMA0", IsPc: false);
        var plan = Plans.Plain with { Machine = arm, Accelerator = Accelerator.Kvm };

        Assert.Equal(["virt,accel=kvm"], ValuesOf("-machine", plan));
        Assert.Equal(["host"], ValuesOf("-cpu", plan));
        Assert.Contains(" console=ttyAMA0 ", ValuesOf("-append", plan)[0], StringComparison.Ordinal);
        Assert.DoesNotContain("kvm-pit.lost_tick_policy=discard", QemuArguments.Build(plan));
        Assert.Equal(["cortex-a57"], ValuesOf("-cpu", plan with { Accelerator = Accelerator.Tcg }));
    }

    [Fact]
    public void Build_SeveralCpusAndMoreMemory_StandBetweenCpuAndReboot()
    {
        var arguments = QemuArguments.Build(Plans.Plain with { Cpus = 4, MemoryMiB = 2048 });

        Assert.Equal(["-cpu", "max,la57=off", "-smp", "4", "-m", "2048", "-no-reboot"], arguments.Skip(8).Take(7));
    }

    [Fact]
    public void Build_Network_AddsASlirpCardBeforeTheCommandLine()
    {
        var arguments = QemuArguments.Build(Plans.Plain with { Network = true });

        Assert.Equal(
            ["-netdev", "user,id=usernet,net=169.254.0.0/16", "-device", "virtio-net-pci,netdev=usernet", "-append"],
            arguments.SkipLast(1).TakeLast(5));
    }

    [Fact]
    public void Build_QemuWithoutOldOptions_LeavesThemOut()
    {
        var arguments = QemuArguments.Build(Plans.Plain with { Features = new QemuFeatures { Version = "9.0.0" } });

        Assert.DoesNotContain("-no-hpet", arguments);
        Assert.DoesNotContain("-no-user-config", arguments);
        Assert.DoesNotContain("-nodefaults", arguments);
        Assert.DoesNotContain("-object", arguments);
        Assert.DoesNotContain("virtio-rng-pci,rng=rng0", arguments);
    }

    [Fact]
    public void Build_OldStyleAppliance_HasNoRootDisk()
    {
        var plan = Plans.Plain with { Root = null, RootUuid = null };

        Assert.Empty(ValuesOf("-drive", plan));
        Assert.DoesNotContain("root=", ValuesOf("-append", plan)[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Build_QemuWithSandbox_EndsWithIt()
    {
        var plan = Plans.Plain with { Features = Plans.Qemu72 with { Sandbox = true } };

        Assert.Equal(
            [.. QemuArguments.Build(Plans.Plain), "-sandbox", "on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny"],
            QemuArguments.Build(plan));
    }

    [Fact]
    public void Additions_EachIsInTheArgumentsOrTheEnvironmentAndNoneIsNamedWithoutNeed()
    {
        var overlay = Plans.Raw("/t/overlay1.qcow2") with { Kind = PreparedDiskKind.Overlay, QemuFormat = "qcow2" };
        var plan = Plans.With(overlay) with { Features = Plans.Qemu72 with { Sandbox = true } };
        var line = string.Join(' ', [.. QemuArguments.Build(plan), .. QemuEnvironment.Build().Select(static variable => $"{variable.Key}={variable.Value}")]);

        Assert.Equal(
            ["format=raw", "-sandbox on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny", "GLIBC_TUNABLES=glibc.malloc.hugetlb=1"],
            QemuArguments.Additions(plan).Select(addition => addition.Argument));
        Assert.All(QemuArguments.Additions(plan), addition => Assert.Contains(addition.Argument, line, StringComparison.Ordinal));
        Assert.Equal("GLIBC_TUNABLES=glibc.malloc.hugetlb=1", Assert.Single(QemuArguments.Additions(Plans.With(Plans.Raw("/d")))).Argument);
    }

    private static List<string> ValuesOf(string option, LaunchPlan plan)
    {
        var arguments = QemuArguments.Build(plan);
        return [.. arguments.Zip(arguments.Skip(1)).Where(pair => pair.First == option).Select(pair => pair.Second)];
    }

    /// <summary>The arguments as libguestfs's debug log prints them: one option with its value per line, joined by backslashes.</summary>
    private static IEnumerable<string> Recorded(string name) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "TestData", "launch", name))
            .Skip(1)
            .SelectMany(line => line.Trim(' ', '\\').Split(' ', 2))
            .Select(argument => argument.Trim('"'));
}
