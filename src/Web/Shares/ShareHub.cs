using System.Runtime.CompilerServices;
using Guestfs.Boots;
using Guestfs.Pins;
using Guestfs.Shares;
using Guestfs.Web.Live;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace Guestfs.Web.Shares;

/// <summary>
/// Shared boots as they happen, for whoever has the link. The token travels inside the connection and so stands in no address or log.
/// This hub can do nothing else, and opens nothing but that one boot.
/// </summary>
[AllowAnonymous]
public sealed class ShareHub(ShareDesk desk, SharedBoots boots, FrameFeeds feeds, ShareAudience audience) : Hub
{
    public const string Path = "/hubs/shares";

    private const string Watching = "watching";
    private const string Pinning = "pinning";

    /// <summary>
    /// Every frame from <paramref name="from"/> on, in order, exactly once. The stream stays open when the boot is over and completes
    /// when the share is: that is how a page learns that it may show nothing more. A token that opens nothing completes it at once.
    /// </summary>
    public async IAsyncEnumerable<ReadyFrames> Watch(string token, long from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!Context.Items.TryAdd(Watching, true))
        {
            throw new HubException("This connection watches already. Open another one.");
        }

        if (ShareToken.Parse(token) is not { } parsed || await desk.OpenAsync(parsed, cancellationToken) is not { Share: { } share, Visit: { } visit })
        {
            Context.Items.Remove(Watching);
            yield break;
        }

        using var look = visit;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(visit.Ended, cancellationToken);
        if (!await audience.EnterAsync(share.Id, Context.ConnectionId, cancellationToken))
        {
            throw new HubException($"{ShareAudience.Most} people watch this share already. Try again in a while; the page itself can be read.");
        }

        try
        {
            await using var frames = feeds.ReadAsync($"/shares/{share.Id}", boots.Reader(share, ShareAddress.Of(parsed)), from, end.Token).GetAsyncEnumerator(end.Token);
            while (await NextAsync(frames, visit.Ended))
            {
                yield return frames.Current;
            }

            await EndAsync(end.Token);
            cancellationToken.ThrowIfCancellationRequested();
        }
        finally
        {
            Context.Items.Remove(Watching);
            await audience.LeaveAsync(share.Id, Context.ConnectionId);
        }
    }

    /// <summary>The pins that the share shows now, and all of them again after each change, until the share ends; nothing when it shows none.</summary>
    public async IAsyncEnumerable<IReadOnlyList<Pin>> Pins(string token, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!Context.Items.TryAdd(Pinning, true))
        {
            throw new HubException("This connection watches the pins already. Open another one.");
        }

        try
        {
            if (ShareToken.Parse(token) is not { } parsed || await desk.OpenAsync(parsed, cancellationToken) is not { Share: { } share, Visit: { } visit })
            {
                yield break;
            }

            using var look = visit;
            using var end = CancellationTokenSource.CreateLinkedTokenSource(visit.Ended, cancellationToken);
            await using var lists = boots.Reader(share, ShareAddress.Of(parsed)).WatchPinsAsync(end.Token).GetAsyncEnumerator(end.Token);
            while (await NextAsync(lists, visit.Ended))
            {
                yield return lists.Current;
            }
        }
        finally
        {
            Context.Items.Remove(Pinning);
        }
    }

    private static async ValueTask<bool> NextAsync<T>(IAsyncEnumerator<T> items, CancellationToken ended)
    {
        try
        {
            return !ended.IsCancellationRequested && await items.MoveNextAsync();
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            return false;
        }
    }

    private static async Task EndAsync(CancellationToken end)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = end.Register(ended.SetResult);
        await ended.Task;
    }
}
