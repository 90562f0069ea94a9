using Guestfs.Boots.Retention;

namespace Guestfs.Web.Tests.Fakes;

/// <summary>Boots in memory as retention sees them.</summary>
public sealed class ScriptedRetention : IRetentionStore
{
    private readonly Dictionary<string, StoredBoot> _boots = [];

    public void Add(StoredBoot boot) => _boots[boot.BootId] = boot;

    public Task<IReadOnlyDictionary<string, StoredBoot>> FindAsync(IReadOnlyCollection<string> bootIds, DateTimeOffset now, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, StoredBoot>>(_boots.Where(boot => bootIds.Contains(boot.Key)).ToDictionary());

    public Task<bool> KeepAsync(string bootId, string? by, CancellationToken cancellationToken)
    {
        if (_boots.TryGetValue(bootId, out var boot))
        {
            _boots[bootId] = boot with { KeptBy = by, AnnouncedFor = null };
        }

        return Task.FromResult(boot is not null);
    }

    public Task<StoredTotals> CountAsync(CancellationToken cancellationToken) => Task.FromResult(new StoredTotals(_boots.Count, 0, 0, 0));

    public Task<IReadOnlyList<StoredBoot>> ListOldestAsync(StoredBoot? after, int most, DateTimeOffset now, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task AnnounceAsync(string bootId, DateTimeOffset removeAt, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task WithdrawAsync(StoredBoot? after, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<BootRemoval> RemoveAsync(string bootId, string by, DateTimeOffset at, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<BootRemoval> RemoveDueAsync(string bootId, RetentionLimits limits, DateTimeOffset at, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<StoreSpace> MeasureAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> ShrinkAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
}
