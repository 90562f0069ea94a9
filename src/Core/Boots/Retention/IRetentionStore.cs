namespace Guestfs.Boots.Retention;

/// <summary>What retention reads and changes in the store of boots.</summary>
public interface IRetentionStore
{
    /// <summary>Those of the boots that are stored, by id.</summary>
    /// <param name="now">Decides which shares are open.</param>
    Task<IReadOnlyDictionary<string, StoredBoot>> FindAsync(IReadOnlyCollection<string> bootIds, DateTimeOffset now, CancellationToken cancellationToken);

    Task<StoredTotals> CountAsync(CancellationToken cancellationToken);

    /// <summary>Past boots that are not marked Keep, oldest first, at most <paramref name="most"/> of those that follow <paramref name="after"/>.</summary>
    Task<IReadOnlyList<StoredBoot>> ListOldestAsync(StoredBoot? after, int most, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Marks a boot Keep, which withdraws what was announced for it, or takes the mark away.</summary>
    /// <param name="by">Null takes the mark away.</param>
    /// <returns>False when there is no such boot.</returns>
    Task<bool> KeepAsync(string bootId, string? by, CancellationToken cancellationToken);

    Task AnnounceAsync(string bootId, DateTimeOffset removeAt, CancellationToken cancellationToken);

    /// <summary>Takes back what was announced for the boots that follow <paramref name="after"/> in the order of <see cref="ListOldestAsync"/>.</summary>
    Task WithdrawAsync(StoredBoot? after, CancellationToken cancellationToken);

    /// <summary>
    /// Removes a boot that is over and not marked Keep, with all that hangs on it, and notes on its shares when and by whom, all or nothing.
    /// </summary>
    Task<BootRemoval> RemoveAsync(string bootId, string by, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>
    /// The same for retention, which does not take a boot with an open share before what was announced, and none that is past no limit:
    /// others may have been removed or marked Keep since they were counted.
    /// </summary>
    Task<BootRemoval> RemoveDueAsync(string bootId, RetentionLimits limits, DateTimeOffset at, CancellationToken cancellationToken);

    Task<StoreSpace> MeasureAsync(CancellationToken cancellationToken);

    /// <summary>Gives a little of the unused space back to the disk, holding the store only briefly.</summary>
    /// <returns>False when there is no more to give back.</returns>
    Task<bool> ShrinkAsync(CancellationToken cancellationToken);
}
