using Guestfs.Boots;
using Guestfs.Boots.Retention;
using Guestfs.Core.Tests.Storage;
using Guestfs.Journal;
using Guestfs.Shares;
using Guestfs.Storage;
using Guestfs.Timeline;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Guestfs.Core.Tests.Boots.Retention;

/// <summary>A real store and engine whose clock stands until the test moves it; nothing boots.</summary>
internal sealed class RetentionHouse : IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("guestfs-retention-").FullName;
    private readonly ServiceProvider _services;

    private RetentionHouse(RetentionLimits limits)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(Time);
        services.AddGuestfsStorage(_directory);
        services.AddGuestfsEngine(_ => EngineFixture.OptionsIn(_directory) with { Retention = limits });
        _services = services.BuildServiceProvider();
    }

    public FakeTimeProvider Time { get; } = new(Samples.Start);

    public IBootEngine Engine => _services.GetRequiredService<IBootEngine>();

    public IJournalStore Store => _services.GetRequiredService<IJournalStore>();

    public IRetentionStore Retention => _services.GetRequiredService<IRetentionStore>();

    public RetentionDesk Desk => _services.GetRequiredService<RetentionDesk>();

    public ShareDesk Shares => _services.GetRequiredService<ShareDesk>();

    public RetentionSweep Sweeper => _services.GetRequiredService<RetentionSweep>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<RetentionHouse> OpenAsync(RetentionLimits? limits = null)
    {
        var house = new RetentionHouse(limits ?? new RetentionLimits());
        await house._services.GetRequiredService<StorageSetup>().MigrateAsync(Token);
        return house;
    }

    /// <summary>Stores a boot that is over so many days before the house's first moment.</summary>
    public async Task AddAsync(string id, double daysAgo = 1, int lines = 3)
    {
        var summary = new BootSummary { Id = id, Status = BootStatus.Finished, RequestedAt = Samples.Start.AddDays(-daysAgo) };
        await Store.CreateAsync(summary with { Status = BootStatus.Booting }, Token);
        await Store.AppendAsync(summary, [.. Samples.Lines(0, lines), Samples.End(lines)], Token);
    }

    /// <summary>Stores a boot that is queued or runs.</summary>
    public Task AddRunningAsync(string id, double daysAgo = 1) => Store.CreateAsync(
        new BootSummary { Id = id, Status = BootStatus.Queued, RequestedAt = Samples.Start.AddDays(-daysAgo) }, Token);

    public async Task<(Share Share, ShareToken Token)> ShareAsync(string bootId, ShareExpiry expiry = ShareExpiry.Never) =>
        await Shares.CreateAsync(bootId, new ShareDraft { Expiry = expiry }, "kim", Token);

    public Task<SweepRecord> SweepAsync() => Sweeper.SweepAsync(Token);

    /// <summary>The ids of all boots that are over, in order.</summary>
    public async Task<IEnumerable<string>> LeftAsync() =>
        (await Store.ListAsync(new BootQuery { PageSize = 1000 }, Token)).Past.Select(static boot => boot.Id).Order();

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }
}
