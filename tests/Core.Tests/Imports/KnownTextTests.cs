namespace Guestfs.Core.Tests.Imports;

/// <summary>What is counted as unmatched is what nobody knows the writer of, rather than all that shapes no stage.</summary>
public class KnownTextTests
{
    [Fact]
    public async Task DebugDumpOfTheGuest_IsNoUnknownText()
    {
        using var reading = await Logs.ReadTextAsync(
            "[    0.000000] Linux version 6.1.0 (x)\nStarting /init script ...\n"
            + "Linux (none) 6.1.0 #1 SMP x86_64 GNU/Linux\n/dev:\ntotal 0\ncrw------- 1 0 0  10, 235 Nov 13 00:03 autofs\nlrwxrwxrwx. 1 root root 13 Mar 27 14:59 fd -> /proc/self/fd\n"
            + "/dev/root / ext2 rw,noatime 0 0\nModule             Size  Used by\nkvm              548864  1 kvm_amd\n1: lo: <LOOPBACK,UP> mtu 65536\n  valid_lft forever preferred_lft forever\n"
            + "clocksource: kvm-clock\nuptime: 10.11 1.38\nthis is not of it\n");

        Assert.Equal(1, reading.Unmatched);
    }

    [Fact]
    public async Task OpenFirmwareAndTheKernelInIt_AreNoUnknownText()
    {
        using var reading = await Logs.ReadTextAsync(
            "/usr/bin/qemu-system-ppc64 \\\n    -machine pseries \\\n    -kernel /k\n"
            + "SLOF **********\nQEMU Starting\n Build Date = Jan 1 2024 10:00:00\n FW Version = release 20230101\n Press \"s\" to enter Open Firmware.\nPopulating /vdevice methods\n"
            + "                     00 1000 (D) : 1af4 1004    virtio [ scsi ]\n Using default console: /vdevice/vty@71000000\nDetected RAM kernel at 400000 (1 bytes)\nBooting from memory...\n"
            + "OF stdout device is: /vdevice/vty@71000000\nPreparing to boot Linux version 6.1.0 (x)\nCalling ibm,client-architecture-support... done\nmemory layout at init:\n  alloc_bottom : 0000\n"
            + "Quiescing Open Firmware ...\nBooting Linux via __start() @ 0x0 ...\n[    0.000000] Linux version 6.1.0 (x)\nsomebody else\n");

        Assert.Equal(1, reading.Unmatched);
    }

    [Fact]
    public async Task FirmwareUnderLibvirt_WhichPrintsNoCommand_IsTheGuests()
    {
        using var reading = await Logs.ReadTextAsync("libguestfs: launch: program=virt-df\nlibguestfs: launch libvirt guest\nSGABIOS $Id$\nTerm: 80x24\nSeaBIOS (version 1.11)\nMachine UUID 00000000-1111-2222-3333-444444444444\n");

        Assert.Equal(0, reading.Unmatched);
    }

    [Fact]
    public async Task ProgramsAroundALaunch_AreNamedAndKnown()
    {
        using var reading = await Logs.ReadTextAsync(
            "info: virt-v2v: virt-v2v 2.7.4 (x86_64)\ninfo: libvirt version: 11.2.0\ncheck_host_free_space: large_tmpdir=/var/tmp free_space=1\nlibguestfs: trace: v2v: launch\n"
            + "Formatting '/tmp/o.qcow2', fmt=qcow2\n[    0.000000] Linux version 6.1.0 (x)\nnbdkit: debug: vddk: open\n");

        Assert.Equal((0, "virt-v2v"), (reading.Unmatched, Assert.Single(reading.Boots).Log().Program));
    }
}
