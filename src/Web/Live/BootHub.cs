using System.Runtime.CompilerServices;
using Guestfs.Boots;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace Guestfs.Web.Live;

/// <summary>Boots as they happen, for browsers and every other client.</summary>
[Authorize]
public sealed class BootHub(IBootEngine engine, FrameBatches batches) : Hub
{
    public const string Path = "/hubs/boots";

    /// <summary>
    /// Every frame from <paramref name="from"/> on, in order, exactly once; completes when the boot is over.
    /// A client that lost its connection asks again from the sequence after the last it has.
    /// </summary>
    public IAsyncEnumerable<BootFrame[]> Watch(string bootId, long from, CancellationToken cancellationToken) =>
        batches.ReadAsync(new EngineBootReader(engine, bootId).ReadAsync(0, follow: true, cancellationToken), from, cancellationToken);
}
