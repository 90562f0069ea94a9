using Guestfs.Journal;

namespace Guestfs.Core.Tests.Boots;

/// <summary>Cancelling real boots while they are in different stages.</summary>
public sealed class CancelTests
{
    private static readonly BootRequest Tcg = new() { Accelerator = AcceleratorChoice.Tcg, WhenReady = WhenReady.Stay };

    [Theory]
    [InlineData("Linux version")]
    [InlineData("supermin: internal insmod")]
    [InlineData("Starting /init script")]
    [InlineData("guestfsd --verbose")]
    public async Task Cancel_OnceTheConsoleSays_EndsTheBootAndItsChildren(string text)
    {
        await using var fixture = await EngineFixture.StartAsync();
        var boot = await fixture.Engine.StartAsync(Tcg, "test", TestContext.Current.CancellationToken);
        await fixture.WaitForAsync<OutputLine>(boot.Id, line => System.Text.Encoding.UTF8.GetString(line.Raw.Span).Contains(text, StringComparison.Ordinal));

        await CancelAndCheckAsync(fixture, boot.Id);
    }

    [Fact]
    public async Task Cancel_DuringTheBuildOfTheAppliance_EndsSuperminToo()
    {
        var cache = Directory.CreateTempSubdirectory("guestfs-cache-").FullName;
        await using var fixture = await EngineFixture.StartAsync(options => options with { Appliance = options.Appliance with { CacheDirectory = cache } });
        var boot = await fixture.Engine.StartAsync(Tcg, "test", TestContext.Current.CancellationToken);
        await fixture.WaitForAsync<BuildProgress>(boot.Id);

        await CancelAndCheckAsync(fixture, boot.Id);
        Directory.Delete(cache, recursive: true);
    }

    [Fact]
    public async Task Cancel_ReadyBoot_EndsItWithoutACleanStop()
    {
        await using var fixture = await EngineFixture.StartAsync();
        var boot = await fixture.Engine.StartAsync(Tcg, "test", TestContext.Current.CancellationToken);
        await fixture.WaitForAsync<DaemonReport>(boot.Id);

        var journal = await CancelAndCheckAsync(fixture, boot.Id);

        Assert.DoesNotContain(journal, static entry => entry.Event is ShutdownStarted);
    }

    [Fact]
    public async Task Cancel_QueuedBoot_EndsItBeforeAnythingStarts()
    {
        await using var fixture = await EngineFixture.StartAsync(static options => options with { MaxConcurrentBoots = 1 });
        var first = await fixture.Engine.StartAsync(Tcg, "test", TestContext.Current.CancellationToken);
        await fixture.WaitForAsync<BootAdmitted>(first.Id);
        var second = await fixture.Engine.StartAsync(Tcg, "test", TestContext.Current.CancellationToken);
        var place = await fixture.WaitForAsync<BootQueued>(second.Id);
        Assert.Equal(1, place.Place);

        var journal = await CancelAndCheckAsync(fixture, second.Id);

        Assert.DoesNotContain(journal, static entry => entry.Event is ProcessStarted);
        await CancelAndCheckAsync(fixture, first.Id);
    }

    private static async Task<IReadOnlyList<JournalEntry>> CancelAndCheckAsync(EngineFixture fixture, string bootId)
    {
        Assert.True(await fixture.Engine.CancelAsync(bootId, "tester", TestContext.Current.CancellationToken));

        var journal = await fixture.WatchAsync(bootId);

        var end = Assert.IsType<BootEnded>(journal[^1].Event);
        Assert.Equal(BootStatus.Cancelled, end.Status);
        Assert.StartsWith("Cancelled by tester", end.Sentence, StringComparison.Ordinal);
        Assert.Empty(ChildrenOf.Alive(journal));
        return journal;
    }
}
