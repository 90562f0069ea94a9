using System.Buffers;
using System.Text;
using Guestfs.Exports;
using Guestfs.Imports;
using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Core.Tests.Imports;

/// <summary>Logs in which little or nothing tells time.</summary>
public class OrderOnlyTests
{
    private const string Silent = """
        libguestfs: trace: launch
        libguestfs: launch: program=guestfish
        /usr/bin/qemu-system-x86_64 \
            -kernel /k \
            -initrd /i \
            -append "panic=1 console=ttyS0"
        SeaBIOS (version 1.16)
        Linux version 6.1.0 (x)
        Starting /init script ...
        guestfsd --verbose
        libguestfs: recv_from_daemon: received GUESTFS_LAUNCH_FLAG
        libguestfs: appliance is up
        libguestfs: closing guestfs handle 0x1 (state 2)

        """;

    [Fact]
    public async Task LogWithoutAnyClock_HasNoTotal()
    {
        using var reading = await Logs.ReadTextAsync(Silent);
        var boot = Assert.Single(reading.Boots);

        Assert.Equal(LogClock.Order, boot.Log().Clock);
        Assert.True(boot.Folded.OrderOnly);
        Assert.True(boot.Summarise("aaaaaaaaaa", "kim", Logs.Now, 0, "ab").OrderOnly);
        Assert.Equal("The appliance came up and was shut down.", boot.Folded.Sentence);
        var (table, picture) = (Text(boot, TimelineTable.Write), Text(boot, TimelineSvg.Write));
        Assert.Contains("what, in order", table, StringComparison.Ordinal);
        Assert.DoesNotContain("0.0", table, StringComparison.Ordinal);
        Assert.Contains("order only", picture, StringComparison.Ordinal);
        Assert.DoesNotContain(" ms", picture, StringComparison.Ordinal);
        Assert.DoesNotContain("in all", picture, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LogWithOldMillisecondsOnly_GivesTheWaitToTheStagesBeforeReady()
    {
        var stamped = Silent.Replace("program=guestfish\n", "program=guestfish\nlibguestfs: [00000ms] begin building supermin appliance\n", StringComparison.Ordinal)
            .Replace("libguestfs: appliance is up", "libguestfs: [02500ms] appliance is up", StringComparison.Ordinal);

        using var reading = await Logs.ReadTextAsync(stamped);
        var boot = Assert.Single(reading.Boots);

        Assert.Equal(LogClock.Library, boot.Log().Clock);
        Assert.False(boot.Folded.OrderOnly);
        Assert.Equal(2_500_000_000, boot.Folded.ReadyAfter);
        Assert.Equal(2_500_000_000, boot.Folded.Stages.TakeWhile(static stage => stage.Name != StageNames.Session).Sum(static stage => stage.Duration));
        Assert.InRange(boot.Folded.Stages.Single(static stage => stage.Name == StageNames.Session).Duration, 0, 1_000_000);
        Assert.Contains("after 2.50 s", boot.Folded.Sentence, StringComparison.Ordinal);
    }

    private static string Text(ImportedBoot boot, Action<IBufferWriter<byte>, ExportedBoot> write)
    {
        var fold = boot.Fold();
        var output = new ArrayBufferWriter<byte>();
        write(output, new ExportedBoot(boot.Folded with { Id = "aaaaaaaaaa" }, fold.Facts, fold.Timeline));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
