using System.Runtime.CompilerServices;
using System.Text.Json;
using Guestfs.Boots;
using Guestfs.Journal;

namespace Guestfs.Web.Live;

/// <summary>
/// One boot for many viewers with the same rights: it is read, folded and written as JSON once, whatever their number. Who falls
/// behind further than the window reaches reads for himself until he has caught up; nobody holds another back. The first frame
/// of a burst goes out at once, the rest of it together, and to everybody at the same beat: each viewer with a clock of his own
/// would wake the processor as often as there are viewers.
/// </summary>
public sealed class FrameFeed : IAsyncDisposable
{
    /// <summary>Frames in one batch.</summary>
    public const int Most = 256;

    /// <summary>About thirty thousand console lines.</summary>
    private const int WindowBytes = 16 * 1024 * 1024;

    private static readonly TimeSpan FastestPace = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan PaceOfOne = TimeSpan.FromMilliseconds(1.5);
    private static readonly TimeSpan SlowestPace = TimeSpan.FromMilliseconds(600);

    private readonly FrameWindow _window = new(WindowBytes);
    private readonly CancellationTokenSource _stop = new();
    private readonly IBootReader _boot;
    private readonly TimeProvider _time;
    private readonly Task _reading;
    private int _viewers;

    public FrameFeed(IBootReader boot, TimeProvider time)
    {
        _boot = boot;
        _time = time;
        _reading = FillAsync(_stop.Token);
    }

    /// <summary>Frames from a sequence on, in order, each once, until the boot is over. The first may tell of lines let go from before it.</summary>
    public async IAsyncEnumerable<ReadyFrames> ReadAsync(long from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _viewers);
        try
        {
            while (true)
            {
                var taken = _window.Take(from, Most);
                if (taken.Missed)
                {
                    await foreach (var missed in OwnAsync(from, cancellationToken))
                    {
                        from = missed.Frames[^1].Last + 1;
                        yield return missed;
                    }
                }
                else if (taken.Frames.Count > 0)
                {
                    from = taken.Frames[^1].Last + 1;
                    yield return new ReadyFrames(taken.Frames);
                }
                else if (taken.Complete)
                {
                    yield break;
                }
                else
                {
                    await taken.Changed.WaitAsync(cancellationToken);
                }
            }
        }
        finally
        {
            Interlocked.Decrement(ref _viewers);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading;
        _stop.Dispose();
    }

    /// <summary>What a crowd costs grows with how often each of it is told; some more time for each viewer keeps that level.</summary>
    private TimeSpan Pace()
    {
        var pace = FastestPace + (Volatile.Read(ref _viewers) * PaceOfOne);
        return pace < SlowestPace ? pace : SlowestPace;
    }

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        Exception? failure = null;
        try
        {
            // Away from the viewer that came first.
            await Task.Yield();
            await GatherAsync(cancellationToken);
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        _window.Complete(failure);
    }

    private async Task GatherAsync(CancellationToken cancellationToken)
    {
        await using var frames = FoldAsync(follow: true, cancellationToken).GetAsyncEnumerator(cancellationToken);
        var hidden = 0;
        while (true)
        {
            var next = frames.MoveNextAsync();
            if (hidden > 0 && !next.IsCompleted)
            {
                // The journal has nothing more for now. It hears of a cancellation itself and must be awaited before it is left.
                _window.Show();
                hidden = 0;
                await Task.Delay(Pace(), _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            else if (hidden == Most)
            {
                _window.Show();
                hidden = 0;
            }

            if (!await next)
            {
                return;
            }

            _window.Add(frames.Current);
            hidden++;
        }
    }

    /// <summary>From a sequence to the present end, in batches.</summary>
    private async IAsyncEnumerable<ReadyFrames> OwnAsync(long from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<ReadyFrame> batch = [];
        await foreach (var frame in FoldAsync(follow: false, cancellationToken))
        {
            if (frame.Last >= from)
            {
                batch.Add(frame);
            }

            if (batch.Count == Most)
            {
                yield return new ReadyFrames(batch);
                batch = [];
            }
        }

        if (batch.Count > 0)
        {
            yield return new ReadyFrames(batch);
        }
    }

    private async IAsyncEnumerable<ReadyFrame> FoldAsync(bool follow, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var fold = new FrameFold();
        await foreach (var entry in _boot.ReadAsync(0, follow, cancellationToken))
        {
            var frame = fold.Add(entry);
            // A withheld line that says nothing of the boot is nobody's business.
            if (frame.Event is not OutputWithheld || frame.Changes is not null || frame.Status is not null)
            {
                yield return new ReadyFrame(frame.Sequence, fold.Next - 1, JsonSerializer.SerializeToUtf8Bytes(frame, JournalJson.Options));
            }
        }
    }
}
