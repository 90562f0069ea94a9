using Guestfs.Core.Tests.Disks;
using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Core.Tests.Boots;

/// <summary>What becomes of a disk that is asked for without a format.</summary>
public sealed class DiskFormatTests
{
    [Fact]
    public async Task Boot_WithADiskOfNoSaidFormat_RequestsWhatItsHeaderSaysAndTellsSo()
    {
        await using var fixture = await EngineFixture.StartAsync();
        DiskLab.Run("qemu-img", "create", "-q", "-f", "qcow2", Path.Combine(fixture.Images, "secret.qcow2"), "1M");

        var boot = await fixture.Engine.StartAsync(
            new BootRequest { Accelerator = AcceleratorChoice.Tcg, Disks = [new DiskRequest { Source = "images:secret.qcow2" }] }, "test", TestContext.Current.CancellationToken);
        await fixture.Engine.CancelAsync(boot.Id, "test", TestContext.Current.CancellationToken);
        var journal = await fixture.WatchAsync(boot.Id);

        Assert.Equal("qcow2", Assert.Single(Assert.IsType<BootRequested>(journal[0].Event).Request.Disks).Format);
        var decision = Assert.IsType<Decision>(journal[1].Event);
        Assert.Equal(("disk format", "qcow2"), (decision.Subject, decision.Choice));
        Assert.DoesNotContain("secret", decision.Reason, StringComparison.Ordinal);
        Assert.Equal([decision], EngineFixture.Fold(journal).Facts.Decisions.Where(static each => each.Subject == "disk format"));
    }
}
