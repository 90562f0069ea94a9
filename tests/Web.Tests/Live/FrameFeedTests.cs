using System.Text;
using System.Threading.Channels;
using Guestfs.Core.Tests.Timeline;
using Guestfs.Journal;
using Guestfs.Web.Live;
using Microsoft.Extensions.Time.Testing;

namespace Guestfs.Web.Tests.Live;

public sealed class FrameFeedTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_ByManyViewersFromAnywhere_GivesEachTheRestOnceInOrderFromOneReading()
    {
        var boot = new CountedReader(RecordedBoot.Load("tcg-analysis").Journal());
        await using var feed = new FrameFeed(boot, TimeProvider.System);
        var viewers = await Task.WhenAll(Enumerable.Range(0, 20).Select(async viewer =>
        {
            var from = viewer * 30L;
            return (from, Seen: await CollectAsync(feed, from));
        }));

        Assert.All(viewers, viewer => Assert.Equal(
            boot.Entries.Select(static entry => entry.Sequence).Where(sequence => sequence >= viewer.from),
            viewer.Seen.Select(static frame => frame.Sequence)));
        Assert.Equal(1, boot.Readings);
    }

    [Fact]
    public async Task Read_FromTheMiddle_GivesTheFramesOfTheWhole()
    {
        await using var feed = new FrameFeed(new CountedReader(RecordedBoot.Load("tcg-analysis").Journal()), TimeProvider.System);
        var whole = await CollectAsync(feed, 0);
        var rest = await CollectAsync(feed, 100);

        Assert.Equal(whole.Where(static frame => frame.Sequence >= 100).Select(TextOf), rest.Select(TextOf));
    }

    [Fact]
    public async Task Read_ABurst_ComesInBatchesOfLimitedSize()
    {
        var lines = Enumerable.Range(0, 3_000).Select(static i => new JournalEntry(i, i, new OutputLine(OutputSource.Console, "x\n"u8.ToArray(), true)));
        await using var feed = new FrameFeed(new CountedReader([.. lines]), TimeProvider.System);

        var sizes = await feed.ReadAsync(0, Token).Select(static frames => frames.Frames.Count).ToListAsync(Token);

        Assert.Equal(3_000, sizes.Sum());
        Assert.All(sizes, static size => Assert.InRange(size, 1, FrameFeed.Most));
    }

    [Fact(Timeout = 10_000)]
    public async Task Read_OfALiveBoot_GivesTheFirstLineAtOnceAndTheRestOfTheBurstTogether()
    {
        var token = TestContext.Current.CancellationToken;
        var time = new WatchedTime();
        var later = Channel.CreateUnbounded<JournalEntry>();
        await using var feed = new FrameFeed(new CountedReader([]) { Later = later.Reader }, time);
        await using var frames = feed.ReadAsync(0, token).GetAsyncEnumerator(token);

        Write(0);
        Assert.True(await frames.MoveNextAsync());
        Assert.Equal(0, Assert.Single(frames.Current.Frames).Sequence);
        var pace = await time.Waiting.WaitAsync(token);
        Write(1);
        Write(2);
        Write(3);
        time.Advance(pace);

        Assert.True(await frames.MoveNextAsync());
        Assert.Equal([1L, 2L, 3L], frames.Current.Frames.Select(static frame => frame.Sequence));

        void Write(long sequence) =>
            Assert.True(later.Writer.TryWrite(new JournalEntry(sequence, sequence, new OutputLine(OutputSource.Console, "x\n"u8.ToArray(), true))));
    }

    [Fact]
    public async Task Read_FromTheMiddleOfLinesThatWereLetGo_SaysSo()
    {
        JournalEntry[] journal =
        [
            new(0, 0, new OutputLine(OutputSource.Console, "first\n"u8.ToArray(), true)),
            new(1, 1, new OutputDropped(9, 90, 1, 9)),
            new(10, 10, new OutputLine(OutputSource.Console, "last\n"u8.ToArray(), true)),
        ];
        await using var feed = new FrameFeed(new CountedReader(journal), TimeProvider.System);

        Assert.Equal([1L, 10L], (await CollectAsync(feed, 5)).Select(static frame => frame.Sequence));
        Assert.Equal([10L], (await CollectAsync(feed, 10)).Select(static frame => frame.Sequence));
    }

    [Fact]
    public void Window_ThatHasLetFramesGo_SaysSoAndKeepsTheNewest()
    {
        var window = new FrameWindow(mostBytes: 1_000);
        for (var sequence = 0L; sequence < 100; sequence++)
        {
            window.Add(new ReadyFrame(sequence, sequence, new byte[100]));
        }

        window.Show();

        Assert.True(window.Take(0, 10).Missed);
        var newest = window.Take(99, 10);
        Assert.False(newest.Missed);
        Assert.Equal(99, newest.Frames.Single().Sequence);
        var first = Enumerable.Range(0, 100).First(from => !window.Take(from, 10).Missed);
        Assert.InRange(100 - first, 7, 10);
        Assert.Equal(first, window.Take(first, 10).Frames[0].Sequence);
    }

    [Fact]
    public void Window_ShowsFramesTogetherAndWakesItsReadersOnce()
    {
        var window = new FrameWindow(mostBytes: 1_000);
        window.Add(new ReadyFrame(0, 0, new byte[10]));
        window.Show();
        var waiting = window.Take(1, 10).Changed;
        window.Add(new ReadyFrame(1, 1, new byte[10]));
        window.Add(new ReadyFrame(2, 2, new byte[10]));

        Assert.Empty(window.Take(1, 10).Frames);
        Assert.False(waiting.IsCompleted);

        window.Show();

        Assert.True(waiting.IsCompleted);
        Assert.Equal([1L, 2L], window.Take(1, 10).Frames.Select(static frame => frame.Sequence));
    }

    [Fact]
    public async Task Read_OfMoreThanTheWindowHolds_MissesNothing()
    {
        var line = new byte[100_000];
        Array.Fill(line, (byte)'x');
        var entries = Enumerable.Range(0, 400).Select(i => new JournalEntry(i, i, i == 399
            ? new BootEnded(BootStatus.Finished, "Done.", null)
            : new OutputLine(OutputSource.Console, line, true)));
        var boot = new CountedReader([.. entries]);
        await using var feed = new FrameFeed(boot, TimeProvider.System);
        await foreach (var _ in feed.ReadAsync(399, Token))
        {
        }

        var seen = await CollectAsync(feed, 0);

        Assert.Equal(Enumerable.Range(0, 400).Select(static i => (long)i), seen.Select(static frame => frame.Sequence));
        Assert.True(boot.Readings > 1);
    }

    [Fact]
    public async Task Read_OfAJournalThatBreaks_PassesTheFailureOn()
    {
        await using var feed = new FrameFeed(new CountedReader([]) { Failure = new InvalidDataException("torn") }, TimeProvider.System);

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(async () => await feed.ReadAsync(0, Token).ToListAsync(Token));
        Assert.IsType<InvalidDataException>(failure.InnerException);
    }

    private static Task<List<ReadyFrame>> CollectAsync(FrameFeed feed, long from) =>
        feed.ReadAsync(from, Token).SelectMany(static frames => frames.Frames.ToAsyncEnumerable()).ToListAsync(Token).AsTask();

    private static string TextOf(ReadyFrame frame) => Encoding.UTF8.GetString(frame.Json.Span);

    /// <summary>Tells when somebody waits, and for how long.</summary>
    private sealed class WatchedTime : FakeTimeProvider
    {
        private readonly TaskCompletionSource<TimeSpan> _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<TimeSpan> Waiting => _waiting.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            _waiting.TrySetResult(dueTime);
            return timer;
        }
    }
}
