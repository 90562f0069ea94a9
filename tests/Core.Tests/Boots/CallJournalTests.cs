using Guestfs.Boots;
using Guestfs.Journal;
using Microsoft.Extensions.Time.Testing;

namespace Guestfs.Core.Tests.Boots;

public sealed class CallJournalTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Progress_InAFlood_IsKeptTenTimesASecond()
    {
        var journal = LiveJournals.Create(_time);
        var calls = new CallJournal(journal);
        calls.Started(1, "zero_device", "/dev/sda");
        for (var i = 0; i < 1000; i++)
        {
            calls.Progressed(1, i, 1000);
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        calls.Ended(1, null);

        var events = (await journal.ReadAllAsync(follow: false)).ConvertAll(static entry => entry.Event);
        Assert.Equal(new CallStarted(1, "zero_device", "/dev/sda"), events[0]);
        Assert.Equal(Enumerable.Range(0, 10).Select(static i => new CallProgressed(1, i * 100, 1000)), events[1..^1]);
        Assert.Equal(new CallEnded(1, null), events[^1]);
    }

    [Fact]
    public async Task Progress_OfTheNextCall_IsKeptAtOnce()
    {
        var journal = LiveJournals.Create(_time);
        var calls = new CallJournal(journal);
        calls.Started(1, "a", null);
        calls.Progressed(1, 1, 2);
        calls.Started(2, "b", null);
        calls.Progressed(2, 1, 2);

        Assert.Equal(2, (await journal.ReadAllAsync(follow: false)).Count(static entry => entry.Event is CallProgressed));
    }
}
