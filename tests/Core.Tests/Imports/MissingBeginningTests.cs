using Guestfs.Journal;

namespace Guestfs.Core.Tests.Imports;

/// <summary>Logs of which only a later part was kept, or which tell little: what they leave open is not made up.</summary>
public class MissingBeginningTests
{
    [Fact]
    public async Task Ready_WithoutTheLaunchsBeginning_SaysNoTime()
    {
        using var reading = await Logs.ReadTextAsync("+ guestfsd --verbose\n[    1.700000] random: crng init done\n[    1.900000] x\nlibguestfs: recv_from_daemon: received GUESTFS_LAUNCH_FLAG\n");

        Assert.Equal("The appliance came up; the log ends while it ran.", Assert.Single(reading.Boots).Fold().Sentence);
    }

    [Theory]
    [InlineData("guestfsd: => upload (0x42) took 3.21 secs\n", "The appliance came up; the log ends while it ran.")]
    [InlineData("commandrvf: stdout=n stderr=y flags=0x0\nlibguestfs: closing guestfs handle 0x1 (state 2)\n", "The appliance came up and was shut down.")]
    [InlineData("commandrvf: stdout=n stderr=y flags=0x0\nlibguestfs: closing guestfs handle 0x1 (state 0)\n", "The log ends in stage qemu; how the boot went on is not in it.")]
    public async Task EndOfASession_TellsThatTheApplianceWasReady(string log, string sentence)
    {
        using var reading = await Logs.ReadTextAsync(log);

        Assert.StartsWith(sentence, Assert.Single(reading.Boots).Fold().Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", BootStatus.Finished)]
    [InlineData("-1 (error)", BootStatus.Interrupted)]
    public async Task TracingAlone_TellsHowTheLaunchWent(string result, BootStatus outcome)
    {
        using var reading = await Logs.ReadTextAsync($"libguestfs: trace: launch\nlibguestfs: trace: get_cachedir = \"/var/tmp\"\nlibguestfs: trace: launch = {result}\nlibguestfs: trace: close\n");

        Assert.Equal(outcome, Assert.Single(reading.Boots).Outcome);
    }
}
