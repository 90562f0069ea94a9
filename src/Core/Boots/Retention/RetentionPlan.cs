namespace Guestfs.Boots.Retention;

internal enum RetentionStep
{
    /// <summary>Neither this boot nor any younger one is near a limit.</summary>
    Stay,

    /// <summary>It is removed at a known time, which has not come.</summary>
    Wait,

    /// <summary>It has an open share, whose people are to be told the time first.</summary>
    Announce,

    Remove,
}

/// <summary>
/// The rule of retention, asked of each past boot that is not marked Keep, oldest first. A boot is past a limit when it is too old, or
/// when it and all younger ones are too many or too large. Younger boots do not go in the place of one that waits.
/// </summary>
internal sealed class RetentionPlan(RetentionLimits limits, StoredTotals totals, DateTimeOffset now)
{
    /// <summary>Shared boots are looked at a day before they must be announced, so that the notice does not put their removal off.</summary>
    private static readonly TimeSpan Ahead = RetentionLimits.Notice + TimeSpan.FromDays(1);

    private long _boots = totals.Boots;
    private long _bytes = totals.Bytes;

    /// <returns>What to do, and the time of the removal unless the boot stays.</returns>
    public (RetentionStep Step, DateTimeOffset At) Next(StoredBoot boot)
    {
        var crowded = limits.IsCrowded(_boots, _bytes);
        _boots--;
        _bytes -= boot.Bytes;
        if ((crowded ? now : AgedAt(limits, boot, now)) is not { } due || due > now + Ahead)
        {
            return (RetentionStep.Stay, default);
        }

        if (boot.AnnouncedFor is null && boot.Shared)
        {
            return (RetentionStep.Announce, Later(due, now + RetentionLimits.Notice));
        }

        var at = Later(due, boot.AnnouncedFor ?? due);
        return (at <= now ? RetentionStep.Remove : RetentionStep.Wait, at);
    }

    /// <summary>The time of removal as far as it can be known: what was announced, else the boot's age. Null when it is kept or no time is known.</summary>
    public static DateTimeOffset? RemovalOf(RetentionLimits limits, StoredBoot boot, DateTimeOffset now)
    {
        if (boot.KeptBy is not null)
        {
            return null;
        }

        var aged = AgedAt(limits, boot, now);
        return boot.AnnouncedFor is { } announced ? Later(announced, aged ?? announced)
            : aged is { } at && boot.Shared ? Later(at, now + RetentionLimits.Notice)
            : aged;
    }

    /// <summary>A boot that is not over is taken to end now.</summary>
    private static DateTimeOffset? AgedAt(RetentionLimits limits, StoredBoot boot, DateTimeOffset now) => (boot.OverAt ?? now) + limits.Age;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
