using Bunit;
using Guestfs.Core.Tests.Timeline;
using Guestfs.Journal;
using Guestfs.Web.Components.Boot;
using Guestfs.Web.Live;

namespace Guestfs.Web.Tests.Components.Boot;

/// <summary>What the facts panel of a boot says, and what it leaves out.</summary>
public sealed class BootAboutTests : BunitContext
{
    [Fact]
    public void About_OfALog_SaysOnlyWhatTheLogTold()
    {
        var log = new LogImported("a.log", "libguestfs-test-tool", "1.52.0", LogClock.Order, "Order only.", BootStatus.Failed, 1, 20, 3, [], [], []);
        var requested = new BootRequested(new BootRequest { Title = "a.log" }, "root", DateTimeOffset.UnixEpoch, new HostFacts());

        var text = Text(new JournalEntry(0, 0, requested), new JournalEntry(1, 0, log));

        Assert.DoesNotContain("0 ×", text, StringComparison.Ordinal);
        Assert.DoesNotContain("0 B", text, StringComparison.Ordinal);
        Assert.DoesNotContain("root", text, StringComparison.Ordinal);
        Assert.DoesNotContain("the configured one", text, StringComparison.Ordinal);
        Assert.DoesNotContain("None was asked for", text, StringComparison.Ordinal);
        Assert.DoesNotContain("yet", text, StringComparison.Ordinal);
        Assert.Contains("The log names none.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void About_OfABootThatRanHere_SaysWhoAskedAndOnWhat()
    {
        var host = new HostFacts { Host = "build1", Cpus = 8, CpuModel = "EPYC", MemoryMiB = 2048 };

        var text = Text(new JournalEntry(0, 0, new BootRequested(new BootRequest(), "ada", DateTimeOffset.UnixEpoch, host)));

        Assert.Contains("by ada", text, StringComparison.Ordinal);
        Assert.Contains("8 × EPYC", text, StringComparison.Ordinal);
        Assert.Contains("the configured one", text, StringComparison.Ordinal);
    }

    private string Text(params JournalEntry[] journal)
    {
        var fold = new ViewFold();
        foreach (var entry in journal)
        {
            fold.Add(entry);
        }

        return Render<BootAbout>(parameters => parameters.Add(static about => about.View, fold.View("abcdefghij", DateTimeOffset.UnixEpoch))).Find("#boot-about").TextContent;
    }
}
