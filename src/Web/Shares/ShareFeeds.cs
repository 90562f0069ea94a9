using System.Runtime.CompilerServices;
using Guestfs.Boots;
using Guestfs.Journal;
using Guestfs.Web.Live;

namespace Guestfs.Web.Shares;

/// <summary>One feed for each share that is watched, from its first watcher to its last.</summary>
public sealed class ShareFeeds(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (FrameFeed Feed, int Watchers)> _feeds = [];

    /// <summary>Frames of a share's boot from a sequence on, until the boot is over.</summary>
    public async IAsyncEnumerable<ReadyFrames> ReadAsync(string shareId, IBootReader boot, long from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await boot.FindAsync(cancellationToken) is not { } summary || (summary.Status.IsOver() && from >= summary.Entries))
        {
            // The whole boot is on the page already.
            yield break;
        }

        var feed = Enter(shareId, boot);
        try
        {
            await foreach (var frames in feed.ReadAsync(from, cancellationToken))
            {
                yield return frames;
            }
        }
        finally
        {
            await LeaveAsync(shareId);
        }
    }

    private FrameFeed Enter(string shareId, IBootReader boot)
    {
        lock (_gate)
        {
            var (feed, watchers) = _feeds.GetValueOrDefault(shareId);
            feed ??= new FrameFeed(boot, time);
            _feeds[shareId] = (feed, watchers + 1);
            return feed;
        }
    }

    private async Task LeaveAsync(string shareId)
    {
        FrameFeed? idle = null;
        lock (_gate)
        {
            var (feed, watchers) = _feeds[shareId];
            if (watchers == 1)
            {
                idle = feed;
                _feeds.Remove(shareId);
            }
            else
            {
                _feeds[shareId] = (feed, watchers - 1);
            }
        }

        if (idle is not null)
        {
            await idle.DisposeAsync();
        }
    }
}
