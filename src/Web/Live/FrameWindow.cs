namespace Guestfs.Web.Live;

/// <summary>The newest frames of a boot, up to a number of bytes, for readers that each take them at their own pace.</summary>
/// <param name="mostBytes">Beyond this the oldest are let go; a reader that still needs them finds them elsewhere.</param>
public sealed class FrameWindow(int mostBytes)
{
    private readonly Lock _gate = new();
    private readonly List<ReadyFrame> _frames = [];
    private TaskCompletionSource _changed = NewSignal();
    private Exception? _failure;
    private bool _complete;
    private long _first;
    private long _shown;
    private long _bytes;

    /// <summary>Adds a frame that readers see from the next <see cref="Show"/> on.</summary>
    public void Add(ReadyFrame frame)
    {
        lock (_gate)
        {
            _frames.Add(frame);
            _bytes += frame.Json.Length;
            if (_bytes > mostBytes)
            {
                LetGo();
            }
        }
    }

    /// <summary>Lets readers see every frame there is, and wakes all who wait.</summary>
    public void Show()
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            _shown = _frames.Count > 0 ? _frames[^1].Last + 1 : _shown;
            (changed, _changed) = (_changed, NewSignal());
        }

        changed.SetResult();
    }

    /// <summary>Nothing more comes. With a failure, readers get what is there and then the failure.</summary>
    public void Complete(Exception? failure)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            _complete = true;
            _failure = failure;
            _shown = long.MaxValue;
            changed = _changed;
        }

        changed.TrySetResult();
    }

    /// <summary>Up to <paramref name="most"/> frames from a sequence on, of those that are shown.</summary>
    public Taken Take(long from, int most)
    {
        lock (_gate)
        {
            if (from < _first)
            {
                return new Taken([], Missed: true, Complete: false, _changed.Task);
            }

            var start = IndexOf(from);
            var frames = _frames.GetRange(start, Math.Clamp(IndexOf(_shown) - start, 0, most));
            if (frames.Count == 0 && _failure is { } failure)
            {
                throw new InvalidOperationException("The boot's journal could not be read further.", failure);
            }

            return new Taken(frames, Missed: false, _complete && frames.Count == 0, _changed.Task);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lets a quarter go at once, so that it is seldom done.</summary>
    private void LetGo()
    {
        var count = 0;
        for (var freed = 0L; count < _frames.Count - 1 && freed < mostBytes / 4; count++)
        {
            freed += _frames[count].Json.Length;
            _bytes -= _frames[count].Json.Length;
        }

        _first = _frames[count].Sequence;
        _frames.RemoveRange(0, count);
    }

    private int IndexOf(long from)
    {
        var (low, high) = (0, _frames.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _frames[middle].Last < from ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <param name="Missed">Frames from the asked sequence on were let go already.</param>
    /// <param name="Changed">Completes when there is more.</param>
    public readonly record struct Taken(IReadOnlyList<ReadyFrame> Frames, bool Missed, bool Complete, Task Changed);
}
