namespace Guestfs.Boots.Retention;

public enum RemovalAnswer
{
    Removed,

    /// <summary>No boot has this id.</summary>
    Unknown,

    /// <summary>It is queued or runs, or its journal is not wholly stored yet.</summary>
    NotOver,

    /// <summary>It is marked Keep.</summary>
    Kept,

    /// <summary>It has an open share that was not warned for long enough; only retention is refused for this.</summary>
    Shared,

    /// <summary>It is past no limit any more; only retention is refused for this.</summary>
    NotDue,
}

/// <summary>What became of the wish to remove a boot. Whatever is not removed is unchanged.</summary>
/// <param name="Bytes">What it took in the store.</param>
/// <param name="Shares">The ids of its shares, which show from now on that it was removed.</param>
public sealed record BootRemoval(RemovalAnswer Answer, long Bytes, IReadOnlyList<string> Shares)
{
    public static BootRemoval Refused(RemovalAnswer answer) => new(answer, 0, []);
}
