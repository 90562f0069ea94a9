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
    public async Task ProgramsAroundALaunch_AreNamedAndKnown()
    {
        using var reading = await Logs.ReadTextAsync(
            "info: virt-v2v: virt-v2v 2.7.4 (x86_64)\ninfo: libvirt version: 11.2.0\ncheck_host_free_space: large_tmpdir=/var/tmp free_space=1\nlibguestfs: trace: v2v: launch\n"
            + "Formatting '/tmp/o.qcow2', fmt=qcow2\n[    0.000000] Linux version 6.1.0 (x)\nnbdkit: debug: vddk: open\n");

        Assert.Equal((0, "virt-v2v"), (reading.Unmatched, Assert.Single(reading.Boots).Log().Program));
    }
}
