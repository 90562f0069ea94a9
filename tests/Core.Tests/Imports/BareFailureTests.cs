using Guestfs.Journal;

namespace Guestfs.Core.Tests.Imports;

/// <summary>Without debugging a launch that fails leaves its error alone, which programs pass on in words of their own.</summary>
public class BareFailureTests
{
    private const string Advice = """
        This usually means the libguestfs appliance crashed.
        You can also run 'libguestfs-test-tool' and post the *complete* output
        """;

    [Theory]
    [InlineData("libguestfs: error: appliance closed the connection unexpectedly.\n" + Advice, "The appliance closed the connection before it was ready.", null)]
    [InlineData("libguestfs: error: /usr/bin/supermin exited with error status 1.\n" + Advice, "libguestfs said: /usr/bin/supermin exited with error status 1.", null)]
    [InlineData("[   0.0] Examining the guest ...\nvirt-customize: error: libguestfs error: passt exited with status 1\n", "passt, which connects the appliance to the network, did not start.", "virt-customize")]
    [InlineData("virt-customize: error: libguestfs error: appliance closed the connection\nunexpectedly.\n", "The appliance closed the connection before it was ready.", "virt-customize")]
    [InlineData("virt-resize: error: libguestfs error: /usr/bin/supermin exited with error\nstatus 1.\n", "libguestfs said: /usr/bin/supermin exited with error", "virt-resize")]
    [InlineData("virt-resize: error: libguestfs error: guestfs_launch failed.\n", "libguestfs said: guestfs_launch failed.", "virt-resize")]
    [InlineData("""{"stdout": "virt-customize: error: libguestfs error: guestfs_launch failed.\nThis usually means"}""", "libguestfs said: guestfs_launch failed.", null)]
    [InlineData("could not create appliance through libvirt.\ninternal error: no more from the monitor\n", "libvirt could not start the appliance.", null)]
    [InlineData("scan.rb:9:in `launch': guestfs_launch failed (Guestfs::Error)\n", "libguestfs could not launch the appliance.", null)]
    [InlineData("Fatal error: exception Guestfs.Error(\"guestfs_launch failed\")\n", "libguestfs could not launch the appliance.", null)]
    [InlineData("com.redhat.et.libguestfs.LibGuestFSException: guestfs_launch failed\n", "libguestfs could not launch the appliance.", null)]
    [InlineData("Traceback (most recent call last):\nRuntimeError: guestfs_launch failed\nlibguestfs: error: guestfs_launch failed\n", "libguestfs said: guestfs_launch failed", null)]
    public async Task Failure_WithNothingElse_IsABootThatFailed(string log, string cause, string? program)
    {
        using var reading = await Logs.ReadTextAsync(log);

        var boot = Assert.Single(reading.Boots);
        Assert.Equal((BootStatus.Failed, $"The boot failed: {cause}", program), (boot.Outcome, boot.Fold().Sentence, boot.Log().Program));
    }

    [Fact]
    public async Task Failure_WithItsAdvice_IsNoUnknownText()
    {
        using var reading = await Logs.ReadTextAsync(
            " libguestfs: error: could not create appliance through libvirt.\n    Try running qemu directly without libvirt using this environment variable:\n"
            + "    export LIBGUESTFS_BACKEND=direct\n    Original error from libvirt: monitor: Connection reset by peer [code=38 domain=10]\n");

        Assert.Equal(0, reading.Unmatched);
    }

    [Fact]
    public async Task Advice_AfterAGuestRan_IsNoUnknownText()
    {
        using var reading = await Logs.ReadTextAsync("[    0.000000] Linux version 6.1.0 (x)\nlibguestfs: error: guestfs_launch failed.\nThis usually means the libguestfs appliance failed to start or crashed.\nDo:\n  export LIBGUESTFS_DEBUG=1 LIBGUESTFS_TRACE=1\n");

        Assert.Equal(0, reading.Unmatched);
    }

    [Theory]
    [InlineData("""
        virt-v2v: error: libguestfs error: could not create appliance through
        libvirt.

        Original error from libvirt: Cannot access backing file '/a.vmdk' of
        storage file '/b.qcow2' (as uid:107, gid:107): Permission denied
        [code=38 domain=18]

        If reporting bugs, run virt-v2v with debugging enabled
        """, "It said: Cannot access backing file '/a.vmdk' of storage file '/b.qcow2' (as uid:107, gid:107): Permission denied")]
    [InlineData("libguestfs: error: could not create appliance through libvirt: monitor: Connection reset by peer [code=38 domain=10]\nmore\n", "It said: monitor: Connection reset by peer")]
    [InlineData("libguestfs: error: could not create appliance through libvirt.\n", "libvirt could not start the appliance.")]
    public async Task FailureOfLibvirt_TellsLibvirtsOwnReason(string log, string end)
    {
        using var reading = await Logs.ReadTextAsync(log);

        Assert.EndsWith(end, Assert.Single(reading.Boots).Fold().Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failure_OfALaunchThatIsInTheLog_BeginsNoOther()
    {
        using var reading = await Logs.ReadTextAsync("libguestfs: trace: launch\nlibguestfs: error: guestfs_launch failed\nvirt-df: error: libguestfs error: guestfs_launch failed\n");

        Assert.StartsWith("The boot failed in stage appliance", Assert.Single(reading.Boots).Fold().Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("supermin: ext2: wrote 30 modules to minimal initrd\nlibguestfs: error: qemu-img info: x: qemu-img info killed by signal 6 (Aborted)\n")]
    [InlineData("libguestfs: finished building supermin appliance\nlibguestfs: error: qemu-img info: x: qemu-img info killed by signal 6 (Aborted)\n")]
    public async Task Failure_WhereTheBeginningIsMissing_IsToldByTheBuilding(string log)
    {
        using var reading = await Logs.ReadTextAsync(log);

        Assert.EndsWith("qemu-img info killed by signal 6 (Aborted)", Assert.Single(reading.Boots).Fold().Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("qemu-kvm: falling back to tcg\n")]
    [InlineData("Back to tcg accelerator.\n")]
    [InlineData("")]
    public async Task KvmThatQemuWentOnWithout_IsNotWhyTheGuestFailed(string fallback)
    {
        using var reading = await Logs.ReadTextAsync(
            "/usr/bin/qemu-kvm \\\n    -machine accel=kvm:tcg \\\n    -kernel /k\nCould not access KVM kernel module: Permission denied\n" + fallback
            + "[    0.000000] Linux version 6.1.0 (x)\n[    3.000000] Kernel panic - not syncing: Attempted to kill init!\n");

        Assert.EndsWith("The guest's kernel panicked.", Assert.Single(reading.Boots).Fold().Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("qemu-kvm: -device scsi-hd: Failed to get \"write\" lock", "A disk is in use by another process, which holds qemu's lock on the image.")]
    [InlineData("qemu-kvm: cannot set up guest memory 'pc.ram': Cannot allocate memory", "The host had too little memory for the appliance.")]
    [InlineData("insmod: init_module: virtio_scsi.ko.zst: Invalid module format\nsupermin: no ext2 root device found", "The mini-initrd could not load the kernel's modules; supermin before 5.3.1 cannot read those compressed with zstd.")]
    [InlineData("insmod: init_module: virtio_scsi.ko: Invalid module format\nsupermin: no ext2 root device found", "The mini-initrd could not load the kernel's modules, which do not fit the kernel.")]
    [InlineData("supermin: mounting new root on /root\nmount: /root: Invalid argument\n[    0.900000] Kernel panic - not syncing: x", "The mini-initrd could not mount the appliance's root disk.")]
    [InlineData("[    0.100000] Initramfs unpacking failed: junk\n[    0.900000] Kernel panic - not syncing: VFS: Unable to mount root fs on x", "The guest's kernel could not unpack the initrd.")]
    [InlineData("[    0.900000] Kernel panic - not syncing: VFS: Unable to mount root fs on x", "The guest's kernel found no root file system, and nothing of the initrd ran.")]
    [InlineData("qemu-kvm: warning: x\nqemu-kvm: falling back to tcg\nqemu-kvm: unable to find CPU model 'host'\nlibguestfs: error: appliance closed the connection unexpectedly", "qemu said: unable to find CPU model 'host'")]
    [InlineData("qemu-kvm: -m 1: no such size\nlibguestfs: error: appliance closed the connection unexpectedly.\nThis usually means the libguestfs appliance crashed.\nDo:", "qemu said: -m 1: no such size")]
    [InlineData("2024-05-06T07:08:09.123456Z qemu-kvm: -m 1: no such size", "qemu said: -m 1: no such size")]
    [InlineData("KVM: entry failed, hardware error 0x80000021\n\nEAX=00000000", "qemu said: KVM: entry failed, hardware error 0x80000021")]
    [InlineData("qemu-kvm: terminating on signal 15 from pid 7", "libguestfs said: guestfs_launch failed, see earlier error messages")]
    [InlineData("qemu-kvm: could not do it\n[    0.000000] Linux version 6.1.0 (x)", "libguestfs said: guestfs_launch failed, see earlier error messages")]
    [InlineData("[  525.000000] init: attempt to access beyond end of device\n[  525.100000] Kernel panic - not syncing: Attempted to kill init!", "The mini-initrd did not find the appliance's root disk, and the device it mounted instead is empty.")]
    [InlineData("Could not access KVM kernel module: No such file or directory", "KVM could not be used on that host.")]
    public async Task Cause_InFrontOfItsConsequences_IsNamed(string said, string cause)
    {
        using var reading = await Logs.ReadTextAsync($"libguestfs: trace: launch\n/usr/bin/qemu-kvm \\\n    -kernel /k\n{said}\nlibguestfs: error: guestfs_launch failed, see earlier error messages\n");

        Assert.EndsWith(cause, Assert.Single(reading.Boots).Fold().Sentence, StringComparison.Ordinal);
    }
}
