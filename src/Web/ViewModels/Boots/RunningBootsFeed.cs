using System.Collections.Immutable;
using Guestfs.Boots;
using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Web.ViewModels.Boots;

/// <summary>
/// The boots that run now, asked for once for all pages together: twice a second while any runs and a page looks, every two seconds
/// otherwise, and not at all when no page looks. While any runs, pages hear of it at least once a second, because time goes on in
/// their rows also when nothing is printed.
/// </summary>
public sealed partial class RunningBootsFeed(IBootEngine engine, TimeProvider time, ILogger<RunningBootsFeed> logger) : IAsyncDisposable
{
    private static readonly TimeSpan Busy = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(2);

    // Less than a second, so that a poll that comes a little early is not skipped and the second after it drawn twice as long.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(900);

    // No past boot is wanted, and the engine always adds the running ones: asking for a kind that is rare keeps the count cheap.
    private static readonly BootQuery OnlyRunning = new() { Statuses = [BootStatus.Imported], PageSize = 1 };

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _gone = new();
    private ImmutableList<Func<Task>> _subscribers = [];
    private Task _loop = Task.CompletedTask;
    private bool _someoneIsNew;
    private long _told;

    /// <summary>Newest first; empty until the first answer.</summary>
    public IReadOnlyList<BootSummary> Running { get; private set; } = [];

    /// <summary>Calls back after the next answer and after each change, until disposed. The callback pulls <see cref="Running"/>.</summary>
    public IDisposable Subscribe(Func<Task> changed)
    {
        lock (_gate)
        {
            _subscribers = _subscribers.Add(changed);
            _someoneIsNew = true;
            if (_loop.IsCompleted)
            {
                _loop = Task.Run(() => PollAsync(_gone.Token));
            }
        }

        return new Subscription(() =>
        {
            lock (_gate)
            {
                _subscribers = _subscribers.Remove(changed);
            }
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _gone.Dispose();
    }

    private async Task PollAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await AskAsync(cancellationToken);
            await Task.Delay(Running.Count > 0 ? Busy : Calm, time, cancellationToken);
            lock (_gate)
            {
                if (_subscribers.IsEmpty)
                {
                    // Completed under the gate, so that the next subscriber starts a new loop.
                    _loop = Task.CompletedTask;
                    return;
                }
            }
        }
    }

    private async Task AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            var running = (await engine.ListAsync(OnlyRunning, cancellationToken)).Running;
            ImmutableList<Func<Task>> callees;
            lock (_gate)
            {
                // A new subscriber may have drawn something older than this answer.
                var ticks = running.Count > 0 && time.GetElapsedTime(_told) >= Tick;
                callees = _someoneIsNew || ticks || !Same(running, Running) ? _subscribers : [];
                _someoneIsNew = false;
                _told = callees.IsEmpty ? _told : time.GetTimestamp();
                Running = running;
            }

            await Task.WhenAll(callees.Select(static changed => changed()));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogFailed(logger, exception);
        }
    }

    private static bool Same(IReadOnlyList<BootSummary> left, IReadOnlyList<BootSummary> right) =>
        left.Select(static boot => (boot.Id, boot.Status, boot.Entries, boot.Stage)).SequenceEqual(right.Select(static boot => (boot.Id, boot.Status, boot.Entries, boot.Stage)));

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The running boots could not be read; pages show the last known ones")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
