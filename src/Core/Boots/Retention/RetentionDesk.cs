using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace Guestfs.Boots.Retention;

/// <summary>Says what retention does with boots, and lets people keep them from it.</summary>
public sealed partial class RetentionDesk(IRetentionStore store, RetentionLimits limits, RetentionState state, TimeProvider time, ILogger<RetentionDesk> logger)
{
    private const int PageSize = 1_000;
    private const int MostAnnounced = 100;

    /// <summary>What retention does with these boots, by id; those that are not stored are left out.</summary>
    public async Task<IReadOnlyDictionary<string, BootRetention>> OfAsync(IReadOnlyCollection<string> bootIds, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var boots = await store.FindAsync(bootIds, now, cancellationToken).ConfigureAwait(false);
        return boots.Values.ToDictionary(
            static boot => boot.BootId,
            boot =>
            {
                var at = RetentionPlan.RemovalOf(limits, boot, now);
                return new BootRetention(boot.BootId, boot.KeptBy, at, boot.OverAt is not null && at <= now + RetentionLimits.Notice);
            });
    }

    /// <summary>Null when the boot is not stored.</summary>
    public async Task<BootRetention?> OfAsync(string bootId, CancellationToken cancellationToken) =>
        (await OfAsync([bootId], cancellationToken).ConfigureAwait(false)).GetValueOrDefault(bootId);

    /// <summary>Marks a boot Keep: neither retention nor a person removes it until the mark is taken away. It may still run.</summary>
    /// <returns>Null when there is no such boot.</returns>
    public Task<BootRetention?> KeepAsync(string bootId, string by, CancellationToken cancellationToken) => SetAsync(bootId, by, by, cancellationToken);

    /// <summary>Takes the mark away.</summary>
    /// <returns>Null when there is no such boot.</returns>
    public Task<BootRetention?> ReleaseAsync(string bootId, string by, CancellationToken cancellationToken) => SetAsync(bootId, null, by, cancellationToken);

    /// <summary>Limits, what is due, the last sweep and space.</summary>
    public async Task<RetentionReport> ReportAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var stored = await store.CountAsync(cancellationToken).ConfigureAwait(false);
        var (dueNow, dueSoon) = (0, 0);
        var announced = new List<AnnouncedBoot>();
        await foreach (var (boot, step, at) in WalkAsync(store, limits, stored, now, cancellationToken).ConfigureAwait(false))
        {
            dueNow += step == RetentionStep.Remove ? 1 : 0;
            dueSoon += step != RetentionStep.Remove && at <= now + RetentionLimits.Notice ? 1 : 0;
            if (step == RetentionStep.Wait && boot.AnnouncedFor is not null)
            {
                announced.Add(new AnnouncedBoot(boot.BootId, at));
            }
        }

        return new RetentionReport(
            limits,
            stored,
            await store.MeasureAsync(cancellationToken).ConfigureAwait(false),
            dueNow,
            dueSoon,
            [.. announced.OrderBy(static boot => boot.RemoveAt).Take(MostAnnounced)],
            announced.Count,
            state.Last,
            state.Next);
    }

    /// <summary>Every boot that is near or past a limit, oldest first.</summary>
    internal static async IAsyncEnumerable<(StoredBoot Boot, RetentionStep Step, DateTimeOffset At)> WalkAsync(
        IRetentionStore store,
        RetentionLimits limits,
        StoredTotals stored,
        DateTimeOffset now,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var plan = new RetentionPlan(limits, stored, now);
        StoredBoot? after = null;
        while (await store.ListOldestAsync(after, PageSize, now, cancellationToken).ConfigureAwait(false) is { Count: > 0 } boots)
        {
            foreach (var boot in boots)
            {
                var (step, at) = plan.Next(boot);
                if (step == RetentionStep.Stay)
                {
                    yield break;
                }

                yield return (boot, step, at);
            }

            after = boots[^1];
        }
    }

    private async Task<BootRetention?> SetAsync(string bootId, string? keptBy, string by, CancellationToken cancellationToken)
    {
        if (!await store.KeepAsync(bootId, keptBy, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        LogKept(logger, bootId, keptBy is null ? "no longer kept" : "kept", by);
        return await OfAsync(bootId, cancellationToken).ConfigureAwait(false);
    }

    [LoggerMessage(EventId = 1501, Level = LogLevel.Information, Message = "Boot {BootId} is {Mark}, says {By}")]
    private static partial void LogKept(ILogger logger, string bootId, string mark, string by);
}
