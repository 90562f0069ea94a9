using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;

namespace Guestfs.Web.Shares;

/// <summary>Counts who watches each share now, and tells the watchers, at most once in a second however many come.</summary>
public sealed class ShareAudience(IHubContext<ShareHub> hub, TimeProvider time)
{
    /// <summary>Watchers of one share beyond this are sent away until others leave.</summary>
    public const int Most = 1_000;

    /// <summary>The message that tells the number, as its only argument.</summary>
    public const string Message = "viewers";

    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Crowd> _crowds = new();

    public int Count(string shareId) => _crowds.TryGetValue(shareId, out var crowd) ? crowd.Count : 0;

    /// <returns>False when the share has all the watchers it may have.</returns>
    public async Task<bool> EnterAsync(string shareId, string connectionId, CancellationToken cancellationToken)
    {
        var crowd = _crowds.GetOrAdd(shareId, static _ => new Crowd());
        if (Interlocked.Increment(ref crowd.Count) > Most)
        {
            Interlocked.Decrement(ref crowd.Count);
            return false;
        }

        await hub.Groups.AddToGroupAsync(connectionId, shareId, cancellationToken);
        TellSoon(shareId, crowd);
        return true;
    }

    public async Task LeaveAsync(string shareId, string connectionId)
    {
        if (_crowds.TryGetValue(shareId, out var crowd))
        {
            Interlocked.Decrement(ref crowd.Count);
            await hub.Groups.RemoveFromGroupAsync(connectionId, shareId);
            TellSoon(shareId, crowd);
        }
    }

    /// <summary>A connection wants to hear of pins; it is not counted among those who watch, since it mostly is one of them.</summary>
    /// <returns>False when the share has all the listeners it may have.</returns>
    public bool Listen(string shareId)
    {
        var crowd = _crowds.GetOrAdd(shareId, static _ => new Crowd());
        if (Interlocked.Increment(ref crowd.Listeners) <= Most)
        {
            return true;
        }

        Interlocked.Decrement(ref crowd.Listeners);
        return false;
    }

    public void StopListening(string shareId)
    {
        if (_crowds.TryGetValue(shareId, out var crowd))
        {
            Interlocked.Decrement(ref crowd.Listeners);
        }
    }

    private void TellSoon(string shareId, Crowd crowd)
    {
        if (Interlocked.Exchange(ref crowd.Telling, 1) == 0)
        {
            _ = TellAsync(shareId, crowd);
        }
    }

    private async Task TellAsync(string shareId, Crowd crowd)
    {
        await Task.Delay(Pace, time);
        Volatile.Write(ref crowd.Telling, 0);
        await hub.Clients.Group(shareId).SendAsync(Message, crowd.Count);
    }

    private sealed class Crowd
    {
        public int Count;

        public int Listeners;

        public int Telling;
    }
}
