using Guestfs.Shares;
using Microsoft.Extensions.Logging;

namespace Guestfs.Boots.Retention;

/// <summary>Removes a boot from the store; whoever looks at a share of it is told at once.</summary>
internal sealed partial class BootRemover(IRetentionStore store, RetentionLimits limits, ShareDesk shares, TimeProvider time, ILogger<BootRemover> logger)
{
    /// <param name="by">Null is retention.</param>
    public async Task<BootRemoval> RemoveAsync(string bootId, string? by, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var removal = await (by is null
            ? store.RemoveDueAsync(bootId, limits, now, cancellationToken)
            : store.RemoveAsync(bootId, by, now, cancellationToken)).ConfigureAwait(false);
        if (removal.Answer == RemovalAnswer.Removed)
        {
            shares.EndLooks(removal.Shares);
            LogRemoved(logger, bootId, by ?? "retention", removal.Bytes, removal.Shares.Count);
        }

        return removal;
    }

    [LoggerMessage(EventId = 1502, Level = LogLevel.Information, Message = "Boot {BootId} was removed by {By}; it took {Bytes} bytes and had {Shares} shares")]
    private static partial void LogRemoved(ILogger logger, string bootId, string by, long bytes, int shares);
}
