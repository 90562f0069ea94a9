using Guestfs.Boots;
using Guestfs.Pins;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace Guestfs.Web.Live;

/// <summary>Boots as they happen, for browsers and every other client.</summary>
[Authorize]
public sealed class BootHub(IBootEngine engine, PinDesk pins, FrameFeeds feeds) : Hub
{
    public const string Path = "/hubs/boots";

    /// <summary>
    /// Every frame from <paramref name="from"/> on, in order, exactly once; completes when the boot is over.
    /// A client that lost its connection asks again from the sequence after the last it has.
    /// </summary>
    public IAsyncEnumerable<ReadyFrames> Watch(string bootId, long from, CancellationToken cancellationToken)
    {
        var boot = new EngineBootReader(engine, pins, bootId);
        return feeds.ReadAsync(boot.Address, boot, from, cancellationToken);
    }

    /// <summary>The pins of a boot now, and all of them again after each change, until the client leaves. They are beside the frames, whose sequence they do not touch.</summary>
    public IAsyncEnumerable<IReadOnlyList<Pin>> Pins(string bootId, CancellationToken cancellationToken) =>
        new EngineBootReader(engine, pins, bootId).WatchPinsAsync(cancellationToken);
}
