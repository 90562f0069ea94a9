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

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Crowd> _crowds = [];

    /// <summary>How many shares somebody looks at, or did within the last second.</summary>
    public int Shares
    {
        get
        {
            lock (_gate)
            {
                return _crowds.Count;
            }
        }
    }

    public int Count(string shareId)
    {
        lock (_gate)
        {
            return _crowds.TryGetValue(shareId, out var crowd) ? crowd.Count : 0;
        }
    }

    /// <returns>False when the share has all the watchers it may have.</returns>
    public async Task<bool> EnterAsync(string shareId, string connectionId, CancellationToken cancellationToken)
    {
        if (!Change(shareId, static crowd => crowd.Count < Most && ++crowd.Count > 0))
        {
            return false;
        }

        try
        {
            await hub.Groups.AddToGroupAsync(connectionId, shareId, cancellationToken);
        }
        catch
        {
            Change(shareId, static crowd => --crowd.Count >= 0);
            throw;
        }

        TellSoon(shareId);
        return true;
    }

    public async Task LeaveAsync(string shareId, string connectionId)
    {
        TellSoon(shareId);
        Change(shareId, static crowd => --crowd.Count >= 0);
        await hub.Groups.RemoveFromGroupAsync(connectionId, shareId);
    }

    /// <summary>A connection wants to hear of pins; it is not counted among those who watch, since it mostly is one of them.</summary>
    /// <returns>False when the share has all the listeners it may have.</returns>
    public bool Listen(string shareId) => Change(shareId, static crowd => crowd.Listeners < Most && ++crowd.Listeners > 0);

    public void StopListening(string shareId) => Change(shareId, static crowd => --crowd.Listeners >= 0);

    private void TellSoon(string shareId)
    {
        if (Change(shareId, static crowd => !crowd.Telling && (crowd.Telling = true)))
        {
            _ = TellAsync(shareId);
        }
    }

    private async Task TellAsync(string shareId)
    {
        await Task.Delay(Pace, time);
        var count = 0;
        Change(shareId, crowd =>
        {
            count = crowd.Count;
            return crowd.Telling = false;
        });
        await hub.Clients.Group(shareId).SendAsync(Message, count);
    }

    /// <summary>A crowd is there from the first to come until the last has left and all were told.</summary>
    private bool Change(string shareId, Func<Crowd, bool> change)
    {
        lock (_gate)
        {
            if (!_crowds.TryGetValue(shareId, out var crowd))
            {
                _crowds[shareId] = crowd = new Crowd();
            }

            var changed = change(crowd);
            if (crowd is { Count: 0, Listeners: 0, Telling: false })
            {
                _crowds.Remove(shareId);
            }

            return changed;
        }
    }

    private sealed class Crowd
    {
        public int Count { get; set; }

        public int Listeners { get; set; }

        public bool Telling { get; set; }
    }
}
