using CsCheck;
using Guestfs.Boots;
using Guestfs.Core.Tests.Fakes;
using Guestfs.Core.Tests.Storage;
using Guestfs.Journal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Outcome = Guestfs.Core.Tests.Boots.FlakyStore.Outcome;

namespace Guestfs.Core.Tests.Boots;

public sealed class JournalWriterTests : IAsyncLifetime
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly FakeTimeProvider _time = new();
    private readonly StoreHealth _health = new();
    private TemporaryStorage _storage = null!;
    private FlakyStore _store = null!;

    public async ValueTask InitializeAsync()
    {
        _storage = await TemporaryStorage.OpenAsync();
        _store = new FlakyStore(_storage.Store);
    }

    public ValueTask DisposeAsync() => _storage.DisposeAsync();

    [Fact]
    public async Task Run_WhileTheBootGoesOn_StoresEachIntervalWhatCame()
    {
        var journal = await BeginAsync();
        using var giveUp = new CancellationTokenSource();
        var writing = Writer(journal).RunAsync(giveUp.Token);

        for (var stored = 1; stored < 10; stored++)
        {
            journal.Append(LiveJournals.Line($"line {stored}"));
            _time.Advance(Interval);
            await StoredAsync(journal, stored + 1);
        }

        Assert.False(writing.IsCompleted);
        Assert.Equal(10, (await _store.FindAsync(journal.BootId, Token))!.Entries);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);
    }

    [Fact]
    public async Task Run_WhenTheStoreFailsForAWhile_LosesNothingAndSaysSo()
    {
        var journal = await BeginAsync();
        _store.Next = static _ => Outcome.Refuses;
        var writing = Writer(journal).RunAsync(Token);
        journal.Append(LiveJournals.Line("while it fails"));
        await _time.AdvanceUntilAsync(UntilAsync(() => _health.Problem is not null), Interval);
        Assert.Equal("The disk of the database is full.", _health.Problem);
        Assert.Empty(await _storage.Store.ReadAllAsync(journal.BootId));

        journal.Append(LiveJournals.Line("and later"));
        _store.Next = static _ => Outcome.Works;
        journal.Append(LiveJournals.End);
        await _time.AdvanceUntilAsync(writing, Interval);

        await writing;
        Assert.Null(_health.Problem);
        await AssertStoredAsync(journal);
    }

    [Fact]
    public async Task Run_WhenAnAnswerIsLost_StoresNothingTwice()
    {
        var journal = await BeginAsync();
        var lost = 0;
        _store.Next = _ => lost++ < 3 ? Outcome.LosesAnswer : Outcome.Works;
        var writing = Writer(journal).RunAsync(Token);
        for (var i = 0; i < 20; i++)
        {
            journal.Append(LiveJournals.Line($"line {i}"));
            _time.Advance(Interval);
            await Task.Yield();
        }

        journal.Append(LiveJournals.End);
        await _time.AdvanceUntilAsync(writing, Interval);

        await writing;
        Assert.True(lost > 3);
        await AssertStoredAsync(journal);
    }

    [Fact]
    public async Task Run_AfterMoreThanABatch_StoresAllOfIt()
    {
        var journal = await BeginAsync();
        for (var i = 0; i < 4500; i++)
        {
            journal.Append(LiveJournals.Line($"line {i}"));
        }

        journal.Append(LiveJournals.End);

        await Writer(journal).RunAsync(Token);

        await AssertStoredAsync(journal);
    }

    [Fact]
    public async Task Run_WhenOutputIsLetGo_KeepsTheSameInTheStore()
    {
        var journal = await BeginAsync(keep: 640);
        var writing = Writer(journal).RunAsync(Token);
        for (var i = 0; i < 300; i++)
        {
            journal.Append(LiveJournals.Line($"line {i}"));
            if (i % 10 == 0)
            {
                _time.Advance(Interval);
                await Task.Yield();
            }
        }

        journal.Append(LiveJournals.End);
        await _time.AdvanceUntilAsync(writing, Interval);

        await writing;
        await AssertStoredAsync(journal);
        Assert.Contains(await _storage.Store.ReadAllAsync(journal.BootId), static entry => entry.Event is OutputDropped { Lines: > 200 });
    }

    /// <summary>Whatever fails and whenever, the store ends up with exactly the live journal.</summary>
    [Fact]
    public Task AnyFailures_EndWithTheSameJournal() =>
        Gen.Select(
            Gen.Select(Gen.Int[0, 12], Gen.Bool).Array[1, 25],
            Gen.Frequency((4, Gen.Const(Outcome.Works)), (1, Gen.Const(Outcome.Refuses)), (1, Gen.Const(Outcome.LosesAnswer))).Array[0, 60],
            Gen.Long[0, 600]).SampleAsync(
            async (steps, outcomes, keep) =>
            {
                var journal = await BeginAsync(keep);
                var call = 0;
                var time = new FakeTimeProvider();
                var store = new FlakyStore(_storage.Store)
                {
                    Next = _ => Interlocked.Increment(ref call) <= outcomes.Length ? outcomes[call - 1] : Outcome.Works,
                };
                var writing = new JournalWriter(journal, store, new StoreHealth(), time, NullLogger.Instance).RunAsync(Token);
                foreach (var (lines, waits) in steps)
                {
                    for (var i = 0; i < lines; i++)
                    {
                        journal.Append(i == 7 ? new Decision("test", "go on", "between") : LiveJournals.Line(new string('x', 10 * i)));
                    }

                    if (waits)
                    {
                        time.Advance(Interval);
                        await Task.Yield();
                    }
                }

                journal.Append(LiveJournals.End);
                await time.AdvanceUntilAsync(writing, Interval);
                await writing;
                await AssertStoredAsync(journal);
            },
            iter: 60,
            threads: 1);

    private async Task<LiveJournal> BeginAsync(long keep = 1 << 20)
    {
        var journal = LiveJournals.Create(_time, keepHead: keep, keepTail: keep);
        journal.Append(LiveJournals.Requested());
        await _store.CreateAsync(journal.Summary, Token);
        return journal;
    }

    private JournalWriter Writer(LiveJournal journal) => new(journal, _store, _health, _time, NullLogger.Instance);

    private async Task StoredAsync(LiveJournal journal, int count)
    {
        while ((await _storage.Store.ReadAllAsync(journal.BootId)).Count < count)
        {
            await Task.Yield();
        }
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Yield();
        }
    }

    private async Task AssertStoredAsync(LiveJournal journal)
    {
        var stored = await _storage.Store.ReadAllAsync(journal.BootId);
        Assert.Equal(journal.Take(0, int.MaxValue).Batch.Select(Samples.Text), stored.Select(Samples.Text));
        Assert.Equal(journal.Summary.Status, (await _store.FindAsync(journal.BootId, Token))!.Status);
    }
}
