using Guestfs.Journal;

namespace Guestfs.Core.Tests.Imports;

/// <summary>qemu's command as mailers and trackers leave it.</summary>
public class BrokenCommandTests
{
    private const string Console = "[    0.000000] Linux version 6.1.0 (x)\n";

    [Theory]
    [InlineData("/usr/bin/qemu-kvm \\\n    -m 500 \\\n    -kernel /k \\\n    -drive\nfile=/a.img,format=raw,id=hd0 \\\n    -append 'panic=1 console=ttyS0\nroot=/dev/sdb selinux=0\nTERM=linux'\n")]
    [InlineData("/usr/bin/qemu-kvm \\\nm 500 \\\nkernel /k \\\ndrive file=/a.img,format=raw,id=hd0 \\\nappend 'panic=1 console=ttyS0\nroot=/dev/sdb selinux=0 TERM=linux'\n")]
    [InlineData("/usr/bin/qemu-kvm \\\n    -m\n    -500\n    -kernel /k \\\n    -m 500 \\\n    -drive file=/a.img,format=raw,id=hd0 \\\n    -append \"panic=1 console=ttyS0 root=/dev/sdb selinux=0 TERM=linux\"\n")]
    public async Task Command_WhoseLinesWereBroken_IsReadWhole(string command)
    {
        using var reading = await Logs.ReadTextAsync("libguestfs: trace: launch\n" + command + Console);

        var facts = Assert.Single(reading.Boots).Fold().Facts;
        Assert.Equal("panic=1 console=ttyS0 root=/dev/sdb selinux=0 TERM=linux", facts.KernelCommandLine);
        Assert.Equal("/a.img", Assert.Single(facts.Request!.Disks).Source);
        Assert.Equal(0, reading.Unmatched);
    }

    [Fact]
    public async Task Quote_ThatIsNeverClosed_EndsWithTheGuestsFirstLine()
    {
        using var reading = await Logs.ReadTextAsync("libguestfs: trace: launch\n/usr/bin/qemu-kvm \\\n    -kernel /it's \\\n    -m 500\n" + Console + "Starting /init script ...\n");

        Assert.Equal("6.1.0", Assert.Single(reading.Boots).Fold().Facts.GuestKernel);
    }

    [Fact]
    public async Task BackslashOrDash_OnTheConsole_IsOfTheGuest()
    {
        using var reading = await Logs.ReadTextAsync("/usr/bin/qemu-kvm \\\n    -kernel /k\n" + Console + "-- a \\\n");

        Assert.Equal(2, Assert.Single(reading.Boots).Journal.Select(static entry => entry.Event).OfType<OutputLine>().Count(static line => line.Source == OutputSource.Console));
    }
}
