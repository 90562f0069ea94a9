namespace Guestfs.Boots.Retention;

/// <summary>What the sweeps of this server did last and when the next one is.</summary>
public sealed class RetentionState
{
    private volatile SweepRecord? _last;
    private long _next;

    public SweepRecord? Last
    {
        get => _last;
        internal set => _last = value;
    }

    public DateTimeOffset? Next
    {
        get => Interlocked.Read(ref _next) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
        internal set => Interlocked.Exchange(ref _next, value?.UtcTicks ?? 0);
    }
}

/// <summary>One sweep of retention.</summary>
/// <param name="Removed">How many boots it removed.</param>
/// <param name="Bytes">What these took in the store.</param>
/// <param name="Announced">How many shared boots it announced.</param>
/// <param name="Problem">Why it stopped before its end; null when it did not.</param>
public sealed record SweepRecord(DateTimeOffset At, int Removed, long Bytes, int Announced, string? Problem);
