using Microsoft.Extensions.Logging;

namespace Guestfs.Shares;

/// <summary>The shares that are looked at now, and the one signal each that ends all looks at it.</summary>
internal sealed partial class OpenShares(TimeProvider time, ILogger logger) : IDisposable
{
    /// <summary>Timers cannot wait much longer than this; one that wakes too early waits again.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(40);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, OpenShare> _open = [];

    /// <summary>Begins a look. The signal is there before the caller reads how the share stands, so no ending falls between.</summary>
    public CancellationToken Enter(string id)
    {
        lock (_gate)
        {
            if (!_open.TryGetValue(id, out var share))
            {
                _open[id] = share = new OpenShare();
                share.Timer = time.CreateTimer(_ => ExpireIfDue(id), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }

            share.Visits++;
            return share.Ended.Token;
        }
    }

    public void Leave(string id, CancellationToken ended)
    {
        lock (_gate)
        {
            // After an ending the same share may have been entered anew, which is another look with another signal.
            if (_open.TryGetValue(id, out var share) && share.Ended.Token == ended && --share.Visits == 0)
            {
                _open.Remove(id);
                share.Dispose();
            }
        }
    }

    /// <summary>Lets the share end at <paramref name="expiresAt"/> and not before; null never.</summary>
    public void Arm(string id, DateTimeOffset? expiresAt)
    {
        lock (_gate)
        {
            if (_open.TryGetValue(id, out var share))
            {
                share.ExpiresAt = expiresAt;
                share.Timer!.Change(Wait(expiresAt), Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Ends every look at the share, also when one of those who look fails at being told.</summary>
    public void End(string id)
    {
        OpenShare? share;
        lock (_gate)
        {
            _open.Remove(id, out share);
        }

        try
        {
            share?.Ended.Cancel();
        }
        catch (AggregateException exception)
        {
            LogUntold(logger, id, exception);
        }
        finally
        {
            share?.Dispose();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var share in _open.Values)
            {
                share.Dispose();
            }

            _open.Clear();
        }
    }

    private void ExpireIfDue(string id)
    {
        lock (_gate)
        {
            if (!_open.TryGetValue(id, out var share) || share.ExpiresAt is not { } end)
            {
                return;
            }

            if (time.GetUtcNow() < end)
            {
                share.Timer!.Change(Wait(end), Timeout.InfiniteTimeSpan);
                return;
            }
        }

        End(id);
    }

    private TimeSpan Wait(DateTimeOffset? expiresAt)
    {
        if (expiresAt is not { } end)
        {
            return Timeout.InfiniteTimeSpan;
        }

        var wait = end - time.GetUtcNow();
        return wait <= TimeSpan.Zero ? TimeSpan.Zero : wait < LongestWait ? wait : LongestWait;
    }

    [LoggerMessage(EventId = 1104, Level = LogLevel.Error, Message = "Somebody who looked at share {ShareId} could not be told that it ended; all others were")]
    private static partial void LogUntold(ILogger logger, string shareId, Exception exception);

    private sealed class OpenShare : IDisposable
    {
        public CancellationTokenSource Ended { get; } = new();

        public ITimer? Timer { get; set; }

        public DateTimeOffset? ExpiresAt { get; set; }

        public int Visits { get; set; }

        public void Dispose()
        {
            Timer?.Dispose();
            Ended.Dispose();
        }
    }
}
