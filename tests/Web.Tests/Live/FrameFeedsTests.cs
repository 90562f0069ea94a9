using Guestfs.Core.Tests.Timeline;
using Guestfs.Journal;
using Guestfs.Timeline;
using Guestfs.Web.Live;

namespace Guestfs.Web.Tests.Live;

public sealed class FrameFeedsTests
{
    private readonly FrameFeeds _feeds = new(TimeProvider.System);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_WhileSomebodyElseWatchesTheSameView_ReadsTheBootOnce()
    {
        var boot = Recorded();
        await using var first = _feeds.ReadAsync("view", boot, 0, Token).GetAsyncEnumerator(Token);
        Assert.True(await first.MoveNextAsync());

        await DrainAsync("view", boot, 50);

        Assert.Equal(1, boot.Readings);
    }

    [Fact]
    public async Task Read_OfAnotherViewOrWhenTheLastHasLeft_ReadsItAgain()
    {
        var boot = Recorded();
        await using var first = _feeds.ReadAsync("view", boot, 0, Token).GetAsyncEnumerator(Token);
        Assert.True(await first.MoveNextAsync());
        await DrainAsync("other", boot, 0);
        Assert.Equal(2, boot.Readings);

        await first.DisposeAsync();
        await DrainAsync("view", boot, 0);

        Assert.Equal(3, boot.Readings);
    }

    [Fact]
    public async Task Read_ToTheEndOfABootThatIsOver_ReadsNothing()
    {
        var boot = Recorded();

        await DrainAsync("view", boot, boot.Summary!.Entries);

        Assert.Equal(0, boot.Readings);
    }

    private static CountedReader Recorded()
    {
        var journal = RecordedBoot.Load("tcg-quiet").Journal();
        var fold = new BootFold();
        foreach (var entry in journal)
        {
            fold.Add(entry);
        }

        return new CountedReader(journal) { Summary = fold.Summary("boot") };
    }

    private async Task DrainAsync(string view, CountedReader boot, long from)
    {
        await foreach (var _ in _feeds.ReadAsync(view, boot, from, Token))
        {
        }
    }
}
