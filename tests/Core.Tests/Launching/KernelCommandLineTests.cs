using Guestfs.Journal;
using Guestfs.Launching;

namespace Guestfs.Core.Tests.Launching;

public sealed class KernelCommandLineTests
{
    private const string Start = "panic=1 console=ttyS0 edd=off udevtimeout=6000 udev.event-timeout=6000 no_timer_check ";
    private const string Middle = "printk.time=1 cgroup_disable=memory usbcore.nousb cryptomgr.notests tsc=reliable 8250.nr_uarts=1 root=UUID=2eaec072-d4ec-45dd-bb6e-a659bd514bde selinux=0 ";

    [Theory]
    [InlineData(Verbosity.Quiet, "quiet TERM=linux")]
    [InlineData(Verbosity.Analysis, "guestfs_verbose=1 TERM=linux guestfs_boot_analysis=1")]
    [InlineData(Verbosity.Full, "guestfs_verbose=1 TERM=linux")]
    public void Build_Verbosity_ChoosesTheLastParameters(Verbosity verbosity, string end)
    {
        Assert.Equal(Start + Middle + end, KernelCommandLine.Build(Plans.Plain with { Verbosity = verbosity }));
    }

    [Fact]
    public void Build_EverythingSet_KeepsTheOrderAndPutsTheUsersParametersLast()
    {
        var plan = Plans.Plain with
        {
            LoopsPerJiffy = 42,
            Network = true,
            Terminal = "vt100",
            Verbosity = Verbosity.Analysis,
            Append = "a=1 b=2",
        };

        Assert.Equal(
            Start + "lpj=42 " + Middle + "guestfs_verbose=1 guestfs_network=1 TERM=vt100 guestfs_boot_analysis=1 a=1 b=2",
            KernelCommandLine.Build(plan));
    }

    [Fact]
    public void Build_UnderKvm_LeavesTheDelayLoopToTheGuest()
    {
        var plan = Plans.Plain with { LoopsPerJiffy = 42, Accelerator = Accelerator.Kvm };

        Assert.DoesNotContain("lpj=", KernelCommandLine.Build(plan), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("xterm-256color", "xterm-256color")]
    [InlineData("sixteen_letters1", "sixteen_letters1")]
    [InlineData("seventeen_letters", "linux")]
    [InlineData("", "linux")]
    [InlineData(null, "linux")]
    [InlineData("a b", "linux")]
    [InlineData("é", "linux")]
    public void Terminal_OnlyPlainShortNamesPass(string? name, string expected)
    {
        Assert.Equal(expected, KernelCommandLine.Terminal(name));
    }

    [Fact]
    public void Warning_LongestOfOurOwn_IsSilent()
    {
        var plan = Plans.Plain with { LoopsPerJiffy = long.MaxValue, Network = true, Terminal = "sixteen_letters1", Verbosity = Verbosity.Analysis };

        Assert.Null(KernelCommandLine.Warning(KernelCommandLine.Build(plan)));
    }

    [Theory]
    [InlineData(1016, null)]
    [InlineData(1017, "beyond byte 1023")]
    public void Warning_RootBeyondWhatTheInitrdReads_SaysSo(int before, string? part)
    {
        var warning = KernelCommandLine.Warning(new string('x', before - 1) + " root=/d later=1");

        Check(part, warning);
    }

    [Theory]
    [InlineData(2047, null)]
    [InlineData(2048, "has 2048 bytes")]
    public void Warning_MoreThanTheKernelReads_SaysSo(int length, string? part)
    {
        var warning = KernelCommandLine.Warning("root=x ".PadRight(length, 'y'));

        Check(part, warning);
    }

    private static void Check(string? part, string? warning)
    {
        if (part is null)
        {
            Assert.Null(warning);
        }
        else
        {
            Assert.Contains(part, warning, StringComparison.Ordinal);
        }
    }
}
