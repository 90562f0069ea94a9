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

        string? entered = null;
        try
        {
            if (ShareToken.Parse(token) is not { } parsed || await desk.OpenAsync(parsed, cancellationToken) is not { Share: { } share, Visit: { } visit })
            {
                yield break;
            }

            using var look = visit;
            using var end = CancellationTokenSource.CreateLinkedTokenSource(visit.Ended, cancellationToken);
            entered = await audience.EnterAsync(share.Id, Context.ConnectionId, cancellationToken) ? share.Id : throw Full();

            // Whoever came before the share was made to show less may still be leaving; nobody joins them.
            var view = (share.Id, share.Contents, share.Title);
            await using var frames = feeds.ReadAsync(view, boots.Reader(share, ShareAddress.Of(parsed)), from, end.Token).GetAsyncEnumerator(end.Token);
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
            if (entered is not null)
            {
                await audience.LeaveAsync(entered, Context.ConnectionId);
            }
        }
    }

    /// <summary>The pins that the share shows now, and all of them again after each change, until the share ends; nothing when it shows none.</summary>
    public async IAsyncEnumerable<IReadOnlyList<Pin>> Pins(string token, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!Context.Items.TryAdd(Pinning, true))
        {
            throw new HubException("This connection watches the pins already. Open another one.");
        }

        string? listening = null;
        try
        {
            if (ShareToken.Parse(token) is not { } parsed || await desk.OpenAsync(parsed, cancellationToken) is not { Share: { } share, Visit: { } visit })
            {
                yield break;
            }

            using var look = visit;
            using var end = CancellationTokenSource.CreateLinkedTokenSource(visit.Ended, cancellationToken);
            listening = audience.Listen(share.Id) ? share.Id : throw Full();
            await using var lists = boots.Reader(share, ShareAddress.Of(parsed)).WatchPinsAsync(end.Token).GetAsyncEnumerator(end.Token);
            while (await NextAsync(lists, visit.Ended))
            {
                yield return lists.Current;
            }
        }
        finally
        {
            Context.Items.Remove(Pinning);
            if (listening is not null)
            {
                audience.StopListening(listening);
            }
        }
    }

    private static HubException Full() =>
        new($"{ShareAudience.Most} people watch this share already. Try again in a while; the page itself can be read.");

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
