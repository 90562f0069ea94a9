using Guestfs.Core.Tests.Timeline;
using Guestfs.Journal;
using Guestfs.Web.Live;

namespace Guestfs.Web.Tests.Live;

public sealed class FrameBatchesTests
{
    private readonly FrameBatches _batches = new(new ImpatientTime());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_FromEverySequence_GivesEachEntryOnceInOrder()
    {
        var journal = RecordedBoot.Load("missing-root").Journal();
        for (var from = 0L; from <= journal.Count; from++)
        {
            var frames = await CollectAsync(journal, from);

            Assert.Equal(journal.Where(entry => entry.Sequence >= from).Select(static entry => entry.Sequence), frames.Select(static frame => frame.Sequence));
        }
    }

    [Fact]
    public async Task Read_FromTheMiddle_GivesTheFramesOfTheWhole()
    {
        var journal = RecordedBoot.Load("tcg-analysis").Journal();
        var whole = await CollectAsync(journal, 0);
        var rest = await CollectAsync(journal, 100);

        Assert.Equal(whole[100].Line?.Number, rest[0].Line?.Number);
        Assert.Equal(whole.Skip(100).SelectMany(static frame => frame.Changes ?? []), rest.SelectMany(static frame => frame.Changes ?? []));
    }

    [Fact]
    public async Task Read_ABurst_ComesInBatchesOfLimitedSize()
    {
        List<int> sizes = [];
        await foreach (var batch in _batches.ReadAsync(Endless(new Counter()).Take(3_000), 0, Token))
        {
            sizes.Add(batch.Length);
        }

        Assert.Equal(3_000, sizes.Sum());
        Assert.All(sizes, static size => Assert.InRange(size, 1, FrameBatches.Most));
    }

    [Fact]
    public async Task Read_AViewerThatStalls_HoldsTheJournalBack()
    {
        var pulled = new Counter();
        await using var viewer = _batches.ReadAsync(Endless(pulled), 0, Token).GetAsyncEnumerator(Token);

        Assert.True(await viewer.MoveNextAsync());

        Assert.InRange(pulled.Value, FrameBatches.Most, 1_500);
    }

    [Fact]
    public async Task Read_AJournalThatBreaks_PassesTheReasonOn() =>
        await Assert.ThrowsAsync<InvalidDataException>(async () =>
        {
            await foreach (var batch in _batches.ReadAsync(Broken(), 0, Token))
            {
                Assert.Equal(0, batch[0].Sequence);
            }
        });

    private async Task<List<BootFrame>> CollectAsync(IEnumerable<JournalEntry> journal, long from)
    {
        List<BootFrame> frames = [];
        await foreach (var batch in _batches.ReadAsync(journal.ToAsyncEnumerable(), from, Token))
        {
            frames.AddRange(batch);
        }

        return frames;
    }

    private static async IAsyncEnumerable<JournalEntry> Endless(Counter counter)
    {
        await Task.CompletedTask;
        while (true)
        {
            yield return new JournalEntry(counter.Next(), 0, new OutputLine(OutputSource.Console, "x\n"u8.ToArray(), true));
        }
    }

    private static async IAsyncEnumerable<JournalEntry> Broken()
    {
        yield return new JournalEntry(0, 0, new BootAdmitted());
        await Task.Yield();
        throw new InvalidDataException("torn");
    }

    private sealed class Counter
    {
        private long _value;

        public long Value => Interlocked.Read(ref _value);

        public long Next() => Interlocked.Increment(ref _value) - 1;
    }

    /// <summary>Every wait is over at once.</summary>
    private sealed class ImpatientTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? TimeSpan.Zero : dueTime, period);
    }
}
