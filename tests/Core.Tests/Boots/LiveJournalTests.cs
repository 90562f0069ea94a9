using CsCheck;
using Guestfs.Boots;
using Guestfs.Journal;
using Microsoft.Extensions.Time.Testing;

namespace Guestfs.Core.Tests.Boots;

public sealed class LiveJournalTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_FromEverySequence_GivesTheRest()
    {
        var journal = LiveJournals.Create();
        for (var i = 0; i < 20; i++)
        {
            journal.Append(new CancelRequested($"{i}"));
        }

        journal.Append(LiveJournals.End);

        for (var from = 0; from <= 25; from++)
        {
            Assert.Equal(
                Enumerable.Range(0, 21).Skip(from).Select(static sequence => (long)sequence),
                (await journal.ReadAllAsync(from)).Select(static entry => entry.Sequence));
        }
    }

    /// <summary>Many readers that begin anywhere, at any time, while several threads write.</summary>
    [Fact]
    public async Task Read_ByManyWhileWritten_GivesEveryEntryExactlyOnce()
    {
        const int Writers = 4;
        const int EntriesEach = 2000;
        var journal = LiveJournals.Create();
        var readers = new List<Task<List<JournalEntry>>>();
        var writers = Enumerable.Range(0, Writers).Select(writer => Task.Run(
            () =>
            {
                for (var i = 0; i < EntriesEach; i++)
                {
                    journal.Append(i % 3 == 0 ? new Decision($"{writer}", "go on", $"{i}") : LiveJournals.Line($"{writer} {i}"));
                }
            },
            Token)).ToList();
        for (var from = 0; from < 30; from++)
        {
            var start = from * 290;
            readers.Add(Task.Run(() => journal.ReadAllAsync(start), Token));
            await Task.Yield();
        }

        await Task.WhenAll(writers);
        journal.Append(LiveJournals.End);

        var expected = journal.Take(0, int.MaxValue).Batch;
        Assert.Equal((Writers * EntriesEach) + 1, expected.Count);
        for (var i = 0; i < readers.Count; i++)
        {
            Assert.Equal(expected.Skip(i * 290), await readers[i]);
        }
    }

    [Fact]
    public async Task Read_WithoutFollowing_EndsAtThePresentEnd()
    {
        var journal = LiveJournals.Create();
        journal.Append(new BootAdmitted());

        Assert.Single(await journal.ReadAllAsync(follow: false));
        Assert.Empty(await journal.ReadAllAsync(1, follow: false));
    }

    [Fact]
    public async Task Read_WhileNothingComes_EndsWhenCancelled()
    {
        var journal = LiveJournals.Create();
        journal.Append(new BootAdmitted());
        using var cancel = new CancellationTokenSource();
        await using var reader = journal.ReadAsync(0, follow: true, cancel.Token).GetAsyncEnumerator(Token);
        Assert.True(await reader.MoveNextAsync());
        var next = reader.MoveNextAsync();

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
    }

    [Fact]
    public async Task Append_AfterTheLastEvent_IsLetGo()
    {
        var journal = LiveJournals.Create();
        journal.Append(LiveJournals.End);

        journal.Append(LiveJournals.Line("the last words of a killed child"));
        journal.Append(new BootEnded(BootStatus.Failed, "Once more.", null));

        Assert.Equal(LiveJournals.End, Assert.Single(await journal.ReadAllAsync()).Event);
        Assert.Equal(BootStatus.Finished, journal.Summary.Status);
        Assert.True(journal.IsComplete);
    }

    [Fact]
    public async Task Append_FromManyThreads_NeverStampsBackwards()
    {
        var journal = LiveJournals.Create();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(
            () =>
            {
                for (var i = 0; i < 1000; i++)
                {
                    journal.Append(new BootAdmitted());
                }
            },
            Token)));

        var offsets = (await journal.ReadAllAsync(follow: false)).ConvertAll(static entry => entry.Offset);
        Assert.Equal(offsets.Order(), offsets);
    }

    /// <summary>A reader that falls behind the budget finds a marker for what it missed, and every sequence is accounted for once.</summary>
    [Fact]
    public void Read_BehindTheBudget_AccountsForEverySequence() =>
        Gen.Select(Gen.Int[1, 200], Gen.Int[0, 200], Gen.Long[0, 400]).Sample(static (count, from, keep) =>
        {
            var journal = LiveJournals.Create(keepHead: keep, keepTail: keep);
            for (var i = 0; i < count; i++)
            {
                journal.Append(LiveJournals.Line($"line {i}"));
            }

            var entries = journal.Take(from, int.MaxValue).Batch;
            if (from >= count)
            {
                Assert.Empty(entries);
                return;
            }

            Assert.InRange(from, entries[0].Sequence, LiveJournal.EndOf(entries[0]) - 1);
            Assert.Equal(count, LiveJournal.EndOf(entries[^1]));
            foreach (var (before, after) in entries.Zip(entries.Skip(1)))
            {
                Assert.Equal(LiveJournal.EndOf(before), after.Sequence);
            }
        });

    [Fact]
    public void Take_AtMost_GivesTheFirstOnes()
    {
        var journal = LiveJournals.Create();
        for (var i = 0; i < 5; i++)
        {
            journal.Append(new BootAdmitted());
        }

        Assert.Equal([2, 3], journal.Take(2, 2).Batch.Select(static entry => entry.Sequence));
    }

    [Fact]
    public void Progress_WhenAChildPrints_TellsWhenLast_AlsoWithoutALine()
    {
        var time = new FakeTimeProvider();
        var journal = LiveJournals.Create(time);
        time.Advance(TimeSpan.FromSeconds(3));
        journal.Hear(journal.Now);
        journal.Hear(1_000_000_000);

        Assert.Equal(3_000_000_000, journal.Progress.LastOutput);
    }

    [Fact]
    public void Summary_IsTheFoldOfWhatWasAppended()
    {
        var journal = LiveJournals.Create();
        journal.Append(LiveJournals.Requested(new BootRequest { Title = "mine", RequestId = "r" }));
        journal.Append(new BootAdmitted());

        var summary = journal.Summary;

        Assert.Equal((journal.BootId, "mine", "r", BootStatus.Building, 2L), (summary.Id, summary.Title, summary.RequestId, summary.Status, summary.Entries));
    }
}
