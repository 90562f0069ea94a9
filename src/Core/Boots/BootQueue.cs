namespace Guestfs.Boots;

/// <summary>First come, first served, with a fixed number of slots.</summary>
internal sealed class BootQueue(int slots)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<Waiter> _waiting = [];
    private int _running;

    public int Slots { get; } = slots;

    public int Waiting
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>Waits for a slot. Disposing the result frees it.</summary>
    /// <param name="onPlace">Told the place, from 1, at first and whenever it changes. Not called when a slot is free.</param>
    public async Task<IDisposable> EnterAsync(Action<int> onPlace, CancellationToken cancellationToken)
    {
        var waiter = new Waiter(onPlace);
        lock (_gate)
        {
            if (_running < Slots)
            {
                _running++;
                return new Slot(this);
            }

            _waiting.AddLast(waiter);
            onPlace(_waiting.Count);
        }

        await using var registration = cancellationToken.Register(() => Withdraw(waiter, cancellationToken)).ConfigureAwait(false);
        await waiter.Admitted.Task.ConfigureAwait(false);
        return new Slot(this);
    }

    private void Withdraw(Waiter waiter, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_waiting.Remove(waiter))
            {
                waiter.Admitted.SetCanceled(cancellationToken);
                TellPlaces();
            }
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            if (_waiting.First is not { } first)
            {
                _running--;
                return;
            }

            _waiting.RemoveFirst();
            first.Value.Admitted.SetResult();
            TellPlaces();
        }
    }

    private void TellPlaces()
    {
        var place = 0;
        foreach (var waiter in _waiting)
        {
            waiter.OnPlace(++place);
        }
    }

    private sealed class Waiter(Action<int> onPlace)
    {
        public Action<int> OnPlace { get; } = onPlace;

        public TaskCompletionSource Admitted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Slot(BootQueue queue) : IDisposable
    {
        private BootQueue? _queue = queue;

        public void Dispose() => Interlocked.Exchange(ref _queue, null)?.Leave();
    }
}
