using System.Threading.RateLimiting;
using Guestfs.Shares;

namespace Guestfs.Web.Shares;

/// <summary>
/// How many files of shares are made at once. Each keeps a whole boot in memory and whoever has a link may ask for it, so the number is
/// bounded, for one share and for all.
/// </summary>
public sealed class ShareTurns : IAsyncDisposable
{
    public const int OfOneShare = 2;

    /// <summary>How many more wait for one share's turns; who comes after them is sent away.</summary>
    public const int Waiting = 4;

    private static readonly int AtOnce = Math.Max(OfOneShare, Environment.ProcessorCount);

    private readonly PartitionedRateLimiter<string> _turns = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<string, string>(static share => RateLimitPartition.GetConcurrencyLimiter(
            share, static _ => new ConcurrencyLimiterOptions { PermitLimit = OfOneShare, QueueLimit = Waiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst })),
        PartitionedRateLimiter.Create<string, string>(static _ => RateLimitPartition.GetConcurrencyLimiter(
            "", static _ => new ConcurrencyLimiterOptions { PermitLimit = AtOnce, QueueLimit = 4 * AtOnce, QueueProcessingOrder = QueueProcessingOrder.OldestFirst })));

    /// <summary>Waits for a turn, where not too many wait already. Without one, <see cref="RateLimitLease.IsAcquired"/> is false.</summary>
    public ValueTask<RateLimitLease> TakeAsync(Share share, CancellationToken cancellationToken) => _turns.AcquireAsync(share.Id, cancellationToken: cancellationToken);

    public ValueTask DisposeAsync() => _turns.DisposeAsync();
}
