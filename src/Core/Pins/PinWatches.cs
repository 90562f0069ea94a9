using System.Runtime.CompilerServices;

namespace Guestfs.Pins;

/// <summary>The boots whose pins are watched now. However many watch, the pins are read once after a change.</summary>
internal sealed class PinWatches(Func<string, Task<IReadOnlyList<Pin>>> read)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Watch> _watches = [];

    public async IAsyncEnumerable<IReadOnlyList<Pin>> ReadAsync(string bootId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var watch = Enter(bootId);
        try
        {
            while (true)
            {
                var (pins, changed) = Now(bootId, watch);
                yield return await pins.WaitAsync(cancellationToken).ConfigureAwait(false);
                await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            Leave(bootId, watch);
        }
    }

    /// <summary>Call after the change is stored.</summary>
    public void Change(string bootId)
    {
        TaskCompletionSource? changed = null;
        lock (_gate)
        {
            if (_watches.TryGetValue(bootId, out var watch))
            {
                changed = watch.Changed;
                watch.Changed = NewSignal();
                watch.Pins = null;
            }
        }

        changed?.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Watch Enter(string bootId)
    {
        lock (_gate)
        {
            if (!_watches.TryGetValue(bootId, out var watch))
            {
                _watches[bootId] = watch = new Watch();
            }

            watch.Watchers++;
            return watch;
        }
    }

    private void Leave(string bootId, Watch watch)
    {
        lock (_gate)
        {
            if (--watch.Watchers == 0)
            {
                _watches.Remove(bootId);
            }
        }
    }

    /// <summary>What is read now began after the signal was taken, so no change falls between.</summary>
    private (Task<IReadOnlyList<Pin>> Pins, Task Changed) Now(string bootId, Watch watch)
    {
        lock (_gate)
        {
            if (watch.Pins is null or { IsFaulted: true })
            {
                watch.Pins = Task.Run(() => read(bootId));
            }

            return (watch.Pins, watch.Changed.Task);
        }
    }

    private sealed class Watch
    {
        public int Watchers { get; set; }

        /// <summary>Null when they changed since they were read.</summary>
        public Task<IReadOnlyList<Pin>>? Pins { get; set; }

        public TaskCompletionSource Changed { get; set; } = NewSignal();
    }
}
