using Guestfs.Boots;

namespace Guestfs.Core.Tests.Boots;

public sealed class BootQueueTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Enter_WithAFreeSlot_IsAdmittedWithoutAPlace()
    {
        var queue = new BootQueue(2);
        var places = new List<int>();

        using var first = await queue.EnterAsync(places.Add, Token);
        using var second = await queue.EnterAsync(places.Add, Token);

        Assert.Empty(places);
        Assert.Equal(0, queue.Waiting);
    }

    [Fact]
    public async Task Enter_WhenFull_WaitsInOrderAndHearsEveryPlace()
    {
        var queue = new BootQueue(1);
        var slot = await queue.EnterAsync(_ => { }, Token);
        var places = Enumerable.Range(0, 3).Select(_ => new List<int>()).ToList();
        var waiting = places.ConvertAll(heard => queue.EnterAsync(heard.Add, Token));
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
        var queue = new BootQueue(1);
        using var cancel = new CancellationTokenSource();
        var slot = await queue.EnterAsync(_ => { }, Token);
        var places = new List<int>();
        var leaving = queue.EnterAsync(_ => { }, cancel.Token);
        var staying = queue.EnterAsync(places.Add, Token);

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
        var queue = new BootQueue(1);
        using var cancel = new CancellationTokenSource();
        using var slot = await queue.EnterAsync(_ => { }, cancel.Token);

        await cancel.CancelAsync();

        Assert.False(queue.EnterAsync(_ => { }, Token).IsCompleted);
    }

    [Fact]
    public async Task Slot_DisposedTwice_IsFreedOnce()
    {
        var queue = new BootQueue(1);
        var slot = await queue.EnterAsync(_ => { }, Token);

        slot.Dispose();
        slot.Dispose();

        using var next = await queue.EnterAsync(_ => { }, Token);
        Assert.False(queue.EnterAsync(_ => { }, Token).IsCompleted);
    }

    /// <summary>Boots come, wait, give up and end at the same time; there are never more inside than slots, and none is lost.</summary>
    [Fact]
    public async Task Enter_FromManyThreads_NeverAdmitsMoreThanTheSlotsNorLosesOne()
    {
        const int Slots = 3;
        var queue = new BootQueue(Slots);
        var (inside, most, admitted) = (0, 0, 0);

        await Task.WhenAll(Enumerable.Range(0, 400).Select(number => Task.Run(
            async () =>
            {
                using var cancel = new CancellationTokenSource();
                var entering = queue.EnterAsync(_ => { }, cancel.Token);
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
            slots.Add(await queue.EnterAsync(_ => { }, Token));
        }

        Assert.False(queue.EnterAsync(_ => { }, Token).IsCompleted);
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
