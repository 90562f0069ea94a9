using Guestfs.Journal;

namespace Guestfs.Boots;

/// <summary>How others influence a running boot: one abort, whose first reason wins, and one request to stop cleanly.</summary>
internal sealed class BootControl : IDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _abort = new();
    private readonly TaskCompletionSource _stop = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Abortion? _abortion;
    private bool _disposed;

    public BootControl() => Aborted = _abort.Token;

    public CancellationToken Aborted { get; }

    /// <summary>Completes when somebody asked for a clean stop.</summary>
    public Task StopRequested => _stop.Task;

    public Abortion? Reason => _abortion;

    /// <summary>Returns at once; what the boot does about it happens on other threads.</summary>
    /// <param name="announce">Called before the boot learns of it, only when this abort is the first.</param>
    /// <returns>False when the boot was already being aborted, or is over.</returns>
    public bool Abort(BootStatus status, string beginning, Action? announce = null)
    {
        lock (_gate)
        {
            if (_disposed || _abortion is not null)
            {
                return false;
            }

            announce?.Invoke();
            _abortion = new Abortion(status, beginning);
            _ = _abort.CancelAsync();
            return true;
        }
    }

    /// <param name="announce">Called before the boot learns of it, only when this request is the first.</param>
    /// <returns>False when a stop was already asked for.</returns>
    public bool Stop(Action? announce = null)
    {
        lock (_gate)
        {
            if (_stop.Task.IsCompleted)
            {
                return false;
            }

            announce?.Invoke();
            return _stop.TrySetResult();
        }
    }

    /// <summary>A timer or a click that comes later does nothing.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _abort.Dispose();
        }
    }

    /// <param name="Beginning">The sentence up to where and when, such as "Cancelled by admin".</param>
    public sealed record Abortion(BootStatus Status, string Beginning)
    {
        public BootEnded ToEvent(string? stage, long offset) => new(Status, Beginning + Sentences.Where(stage, offset) + ".", null);
    }
}
