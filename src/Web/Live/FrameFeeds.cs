using System.Runtime.CompilerServices;
using Guestfs.Boots;
using Guestfs.Journal;

namespace Guestfs.Web.Live;

/// <summary>One feed for each boot that is watched with the same rights, from its first watcher to its last.</summary>
public sealed class FrameFeeds(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<object, (FrameFeed Feed, int Watchers)> _feeds = [];

    /// <summary>Frames from a sequence on, in order, each once, until the boot is over; none of a boot that is not there.</summary>
    /// <param name="view">Equal for readers who see the same of the boot, and for nobody else.</param>
    public async IAsyncEnumerable<ReadyFrames> ReadAsync(object view, IBootReader boot, long from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await boot.FindAsync(cancellationToken) is not { } summary || (summary.Status.IsOver() && from >= summary.Entries))
        {
            // The whole boot is on the page already.
            yield break;
        }

        view = (view, boot.Edition);
        var feed = Enter(view, boot);
        try
        {
            await foreach (var frames in feed.ReadAsync(from, cancellationToken))
            {
                yield return frames;
            }
        }
        finally
        {
            await LeaveAsync(view);
        }
    }

    private FrameFeed Enter(object view, IBootReader boot)
    {
        lock (_gate)
        {
            var (feed, watchers) = _feeds.GetValueOrDefault(view);
            feed ??= new FrameFeed(boot, time);
            _feeds[view] = (feed, watchers + 1);
            return feed;
        }
    }

    private async Task LeaveAsync(object view)
    {
        FrameFeed? idle = null;
        lock (_gate)
        {
            var (feed, watchers) = _feeds[view];
            if (watchers == 1)
            {
                idle = feed;
                _feeds.Remove(view);
            }
            else
            {
                _feeds[view] = (feed, watchers - 1);
            }
        }

        if (idle is not null)
        {
            await idle.DisposeAsync();
        }
    }
}
