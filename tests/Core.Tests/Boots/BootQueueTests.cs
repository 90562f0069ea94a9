using Guestfs.Boots;

namespace Guestfs.Core.Tests.Boots;

public sealed class BootQueueTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private static readonly Action<int, string> Silent = static (_, _) => { };

    [Fact]
    public async Task Enter_WithAFreeSlot_IsAdmittedWithoutAPlace()
    {
        var queue = new BootQueue(new BootSlots(2, 100));
        var places = new List<int>();

        using var first = await queue.EnterAsync(1, (place, _) => places.Add(place), Token);
        using var second = await queue.EnterAsync(1, (place, _) => places.Add(place), Token);

        Assert.Empty(places);
        Assert.Equal(0, queue.Waiting);
    }

    [Fact]
    public async Task Enter_WhenFull_WaitsInOrderAndHearsEveryPlace()
    {
        var queue = new BootQueue(new BootSlots(1, 100));
        var slot = await queue.EnterAsync(1, Silent, Token);
        var places = Enumerable.Range(0, 3).Select(_ => new List<int>()).ToList();
        var waiting = places.ConvertAll(heard => queue.EnterAsync(1, (place, _) => heard.Add(place), Token));
        Assert.Equal(3, queue.Waiting);

        foreach (var next in waiting)
        {
            Assert.False(next.IsCompleted);
            slot.Dispose();
            slot = await next;
        }

        Assert.Equal([[1], [2, 1], [3, 2, 1]], places);
        Assert.Equal(0, queue.Waiting);
    }

    [Fact]
    public async Task Enter_CancelledWhileWaiting_LeavesAndTheOthersMoveUp()
    {
        var queue = new BootQueue(new BootSlots(1, 100));
        using var cancel = new CancellationTokenSource();
        var slot = await queue.EnterAsync(1, Silent, Token);
        var places = new List<int>();
        var leaving = queue.EnterAsync(1, Silent, cancel.Token);
        var staying = queue.EnterAsync(1, (place, _) => places.Add(place), Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);
        Assert.Equal([2, 1], places);
        slot.Dispose();
        using var admitted = await staying;
        Assert.Equal(0, queue.Waiting);
    }

    [Fact]
    public async Task Enter_CancelledAfterAdmission_KeepsTheSlot()
    {
        var queue = new BootQueue(new BootSlots(1, 100));
        using var cancel = new CancellationTokenSource();
        using var slot = await queue.EnterAsync(1, Silent, cancel.Token);

        await cancel.CancelAsync();

        Assert.False(queue.EnterAsync(1, Silent, Token).IsCompleted);
    }

    [Fact]
    public async Task Slot_DisposedTwice_IsFreedOnce()
    {
        var queue = new BootQueue(new BootSlots(1, 100));
        var slot = await queue.EnterAsync(1, Silent, Token);

        slot.Dispose();
        slot.Dispose();

        using var next = await queue.EnterAsync(1, Silent, Token);
        Assert.False(queue.EnterAsync(1, Silent, Token).IsCompleted);
    }

    [Fact]
    public async Task Enter_OnAHostThatDoesNotTellItsMemory_IsBoundBySlotsAlone()
    {
        var queue = new BootQueue(new BootSlots(2, 0));

        using var first = await queue.EnterAsync(1_000_000, Silent, Token);
        using var second = await queue.EnterAsync(1_000_000, Silent, Token);

        Assert.False(queue.EnterAsync(1, Silent, Token).IsCompleted);
    }

    [Fact]
    public async Task Enter_WhenMemoryIsTaken_WaitsThoughASlotIsFreeAndNobodyOvertakes()
    {
        var queue = new BootQueue(new BootSlots(4, 100));
        var first = await queue.EnterAsync(70, Silent, Token);
        var reasons = new List<string>();
        var big = queue.EnterAsync(60, (_, reason) => reasons.Add(reason), Token);
        var small = queue.EnterAsync(10, Silent, Token);
        Assert.False(big.IsCompleted);
        Assert.False(small.IsCompleted);

        first.Dispose();

        using var admitted = await big;
        using var after = await small;
        Assert.Equal(["The guests that run take 70 of this host's 100 MiB, and the next in the queue needs 60; it starts when a boot ends."], reasons);
    }

    [Fact]
    public async Task Enter_WantingMoreMemoryThanThereIs_RunsAlone()
    {
        var queue = new BootQueue(new BootSlots(2, 100));

        var huge = await queue.EnterAsync(500, Silent, Token);
        var next = queue.EnterAsync(1, Silent, Token);

        Assert.False(next.IsCompleted);
        huge.Dispose();
        using var slot = await next;
    }

    [Fact]
    public async Task Enter_WhenTheBigOneInFrontGivesUp_LetsTheNextIn()
    {
        var queue = new BootQueue(new BootSlots(4, 100));
        using var first = await queue.EnterAsync(70, Silent, Token);
        using var cancel = new CancellationTokenSource();
        var big = queue.EnterAsync(60, Silent, cancel.Token);
        var small = queue.EnterAsync(10, Silent, Token);

        await cancel.CancelAsync();

        using var slot = await small;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => big);
    }

    /// <summary>Boots come, wait, give up and end at the same time; there are never more inside than slots, and none is lost.</summary>
    [Fact]
    public async Task Enter_FromManyThreads_NeverAdmitsMoreThanTheSlotsNorLosesOne()
    {
        const int Slots = 3;
        var queue = new BootQueue(new BootSlots(Slots, 100));
        var (inside, most, admitted) = (0, 0, 0);

        await Task.WhenAll(Enumerable.Range(0, 400).Select(number => Task.Run(
            async () =>
            {
                using var cancel = new CancellationTokenSource();
                var entering = queue.EnterAsync(1, Silent, cancel.Token);
                if (number % 3 == 0)
                {
                    await cancel.CancelAsync();
                }

                try
                {
                    using var slot = await entering;
                    var now = Interlocked.Increment(ref inside);
                    InterlockedMax(ref most, now);
                    Interlocked.Increment(ref admitted);
                    await Task.Yield();
                    Interlocked.Decrement(ref inside);
                }
                catch (OperationCanceledException)
                {
                    Assert.True(number % 3 == 0);
                }
            },
            Token)));

        Assert.InRange(most, 1, Slots);
        Assert.InRange(admitted, 266, 400);
        var slots = new List<IDisposable>();
        for (var i = 0; i < Slots; i++)
        {
            slots.Add(await queue.EnterAsync(1, Silent, Token));
        }

        Assert.False(queue.EnterAsync(1, Silent, Token).IsCompleted);
        slots.ForEach(static slot => slot.Dispose());
    }

    private static void InterlockedMax(ref int place, int value)
    {
        for (var old = Volatile.Read(ref place); old < value; old = Volatile.Read(ref place))
        {
            Interlocked.CompareExchange(ref place, value, old);
        }
    }
}
