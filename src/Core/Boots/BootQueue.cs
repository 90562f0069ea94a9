namespace Guestfs.Boots;

/// <summary>First come, first served, as far as slots and memory reach. Nobody overtakes: a big guest is not starved by small ones.</summary>
internal sealed class BootQueue(BootSlots slots)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<Waiter> _waiting = [];
    private int _running;
    private long _takenMiB;

    /// <summary>How many boots may run at once.</summary>
    public int Slots => slots.Most;

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
    /// <param name="needMiB">What the boot takes of the host's memory. One that asks for more than there is runs alone.</param>
    /// <param name="onPlace">Told the place, from 1, and what is waited for, at first and whenever the place changes. Not called when a slot is free.</param>
    public async Task<IDisposable> EnterAsync(long needMiB, Action<int, string> onPlace, CancellationToken cancellationToken)
    {
        var waiter = new Waiter(needMiB, onPlace);
        lock (_gate)
        {
            if (_waiting.Count == 0 && Fits(needMiB))
            {
                return Take(needMiB);
            }

            _waiting.AddLast(waiter);
            onPlace(_waiting.Count, Reason(_waiting.Count));
        }

        await using var registration = cancellationToken.Register(() => Withdraw(waiter, cancellationToken)).ConfigureAwait(false);
        return await waiter.Admitted.Task.ConfigureAwait(false);
    }

    private bool Fits(long needMiB) => _running == 0 || (_running < slots.Most && (slots.MemoryMiB == 0 || _takenMiB + needMiB <= slots.MemoryMiB));

    private Slot Take(long needMiB)
    {
        _running++;
        _takenMiB += needMiB;
        return new Slot(this, needMiB);
    }

    private void Withdraw(Waiter waiter, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_waiting.Remove(waiter))
            {
                waiter.Admitted.SetCanceled(cancellationToken);
                AdmitWhoFits();
                TellPlaces();
            }
        }
    }

    private void Leave(long needMiB)
    {
        lock (_gate)
        {
            _running--;
            _takenMiB -= needMiB;
            if (_waiting.Count > 0)
            {
                AdmitWhoFits();
                TellPlaces();
            }
        }
    }

    private void AdmitWhoFits()
    {
        while (_waiting.First is { } first && Fits(first.Value.NeedMiB))
        {
            _waiting.RemoveFirst();
            first.Value.Admitted.SetResult(Take(first.Value.NeedMiB));
        }
    }

    private void TellPlaces()
    {
        var place = 0;
        foreach (var waiter in _waiting)
        {
            waiter.OnPlace(++place, Reason(place));
        }
    }

    private string Reason(int place) => _running >= slots.Most
        ? $"{_running} of {slots.Most} boot slots are in use; this boot starts when {(place == 1 ? "one" : $"{place} of them")} ends."
        : $"The guests that run take {_takenMiB} of this host's {slots.MemoryMiB} MiB, and the next in the queue needs {_waiting.First!.Value.NeedMiB}; it starts when a boot ends.";

    private sealed record Waiter(long NeedMiB, Action<int, string> OnPlace)
    {
        public TaskCompletionSource<Slot> Admitted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Slot(BootQueue queue, long needMiB) : IDisposable
    {
        private BootQueue? _queue = queue;

        public void Dispose() => Interlocked.Exchange(ref _queue, null)?.Leave(needMiB);
    }
}
