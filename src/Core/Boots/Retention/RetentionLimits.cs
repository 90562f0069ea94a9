namespace Guestfs.Boots.Retention;

/// <summary>How much of the past is kept. Null sets no limit; without any, boots stay until someone deletes them.</summary>
public sealed record RetentionLimits
{
    /// <summary>How long before its removal a boot is marked, and the least time for which a boot with an open share is announced.</summary>
    public static readonly TimeSpan Notice = TimeSpan.FromDays(7);

    /// <summary>How long a boot is kept from the moment it was over, or was imported.</summary>
    public TimeSpan? Age { get; init; }

    /// <summary>How many past boots are kept besides those marked Keep.</summary>
    public long? Boots { get; init; }

    /// <summary>How many bytes the journals and summaries of past boots may take in the store besides those marked Keep.</summary>
    public long? Bytes { get; init; }

    /// <summary>Whether a boot and all younger ones, without those marked Keep, are too many or too large.</summary>
    public bool IsCrowded(long boots, long bytes) => boots > Boots || bytes > Bytes;

    /// <summary>Whether a boot that was over at this time is too old.</summary>
    public bool IsAged(DateTimeOffset overAt, DateTimeOffset now) => overAt + Age <= now;
}
