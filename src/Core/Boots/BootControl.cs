using Guestfs.Journal;

namespace Guestfs.Boots;

/// <summary>How others influence a running boot: one abort, whose first reason wins, and one request to stop cleanly.</summary>
internal sealed class BootControl : IDisposable
{
    private readonly CancellationTokenSource _abort = new();
    private readonly TaskCompletionSource _stop = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Abortion? _abortion;

    public CancellationToken Aborted => _abort.Token;

    /// <summary>Completes when somebody asked for a clean stop.</summary>
    public Task StopRequested => _stop.Task;

    public Abortion? Reason => Volatile.Read(ref _abortion);

    /// <summary>False when the boot is already being aborted.</summary>
    public bool Abort(BootStatus status, string beginning)
    {
        if (Interlocked.CompareExchange(ref _abortion, new Abortion(status, beginning), null) is not null)
        {
            return false;
        }

        _abort.Cancel();
        return true;
    }

    /// <summary>False when a stop was already asked for.</summary>
    public bool Stop() => _stop.TrySetResult();

    public void Dispose() => _abort.Dispose();

    /// <param name="Beginning">The sentence up to where and when, such as "Cancelled by admin".</param>
    public sealed record Abortion(BootStatus Status, string Beginning)
    {
        public BootEnded ToEvent(string? stage, long offset) => new(Status, Beginning + Sentences.Where(stage, offset) + ".", null);
    }
}
