using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Guestfs.Boots.Retention;

/// <summary>
/// Goes through the past boots from time to time, oldest first: announces, removes, gives space back. It holds the store for one boot at
/// a time and rests as long as it worked, so that boots which run are stored meanwhile.
/// </summary>
internal sealed partial class RetentionSweep(
    IBootEngine engine,
    IRetentionStore store,
    RetentionLimits limits,
    RetentionState state,
    TimeProvider time,
    ILogger<RetentionSweep> logger) : BackgroundService
{
    /// <summary>Leaves people who set a wrong limit a moment to see on the health page what it would remove.</summary>
    public static readonly TimeSpan First = TimeSpan.FromMinutes(5);

    public static readonly TimeSpan Pace = TimeSpan.FromHours(1);

    /// <summary>So much work is done between two rests.</summary>
    private static readonly TimeSpan Stint = TimeSpan.FromMilliseconds(50);

    public async Task<SweepRecord> SweepAsync(CancellationToken cancellationToken)
    {
        var (removed, bytes, announced) = (0, 0L, 0);
        string? problem = null;
        try
        {
            var stored = await store.CountAsync(cancellationToken).ConfigureAwait(false);
            var now = time.GetUtcNow();
            var worked = time.GetTimestamp();
            StoredBoot? last = null;
            var settled = true;
            await foreach (var (boot, step, at) in RetentionDesk.WalkAsync(store, limits, stored, now, cancellationToken).ConfigureAwait(false))
            {
                last = boot;
                if (step == RetentionStep.Announce)
                {
                    await store.AnnounceAsync(boot.BootId, at, cancellationToken).ConfigureAwait(false);
                    LogAnnounced(logger, boot.BootId, at);
                    announced++;
                }
                else if (step == RetentionStep.Remove)
                {
                    var removal = await engine.RemoveAsync(boot.BootId, null, cancellationToken).ConfigureAwait(false);
                    if (removal.Answer == RemovalAnswer.NotDue)
                    {
                        // People deleted or kept others since they were counted. No younger boot is due then; the next sweep counts anew.
                        settled = false;
                        break;
                    }

                    removed += removal.Answer == RemovalAnswer.Removed ? 1 : 0;
                    bytes += removal.Bytes;
                }

                worked = await RestAsync(worked, cancellationToken).ConfigureAwait(false);
            }

            if (settled)
            {
                await store.WithdrawAsync(last, cancellationToken).ConfigureAwait(false);
            }

            while (await store.ShrinkAsync(cancellationToken).ConfigureAwait(false))
            {
                worked = await RestAsync(worked, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            problem = exception.Message;
            LogFailed(logger, exception, removed);
        }

        var record = new SweepRecord(time.GetUtcNow(), removed, bytes, announced, problem);
        state.Last = record;
        if (removed + announced > 0)
        {
            LogSwept(logger, removed, bytes, announced);
        }

        return record;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var wait = First; ; wait = Pace)
        {
            state.Next = time.GetUtcNow() + wait;
            await Task.Delay(wait, time, stoppingToken).ConfigureAwait(false);
            await SweepAsync(stoppingToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<long> RestAsync(long worked, CancellationToken cancellationToken)
    {
        if (time.GetElapsedTime(worked) is var span && span < Stint)
        {
            return worked;
        }

        await Task.Delay(span, time, cancellationToken).ConfigureAwait(false);
        return time.GetTimestamp();
    }

    [LoggerMessage(EventId = 1503, Level = LogLevel.Information, Message = "Retention will remove boot {BootId}, which has an open share, on {At:u}")]
    private static partial void LogAnnounced(ILogger logger, string bootId, DateTimeOffset at);

    [LoggerMessage(EventId = 1504, Level = LogLevel.Information, Message = "Retention removed {Boots} boots, which took {Bytes} bytes, and announced {Announced}")]
    private static partial void LogSwept(ILogger logger, int boots, long bytes, int announced);

    [LoggerMessage(EventId = 1505, Level = LogLevel.Error, Message = "Retention stopped after removing {Boots} boots and tries again with the next sweep; boots that run are not affected")]
    private static partial void LogFailed(ILogger logger, Exception error, int boots);
}
