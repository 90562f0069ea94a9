using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Guestfs.Boots.Checks;
using Guestfs.Disks;
using Guestfs.Journal;
using Guestfs.Timeline;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Guestfs.Boots;

/// <summary>Runs boots on this host. Boots live here, never in a page: closing every browser changes nothing.</summary>
internal sealed partial class BootEngine : IBootEngine, IHostedService, IDisposable
{
    private readonly ConcurrentDictionary<string, LiveBoot> _live = new();
    private readonly SemaphoreSlim _starting = new(1, 1);
    private readonly CancellationTokenSource _giveUp = new();
    private readonly EngineParts _parts;
    private readonly IJournalStore _store;
    private readonly StoreHealth _storeHealth;
    private readonly EngineChecks _checks;
    private readonly AcceleratorMemory _memory;
    private readonly DiskCatalog _catalog;
    private readonly ILogger<BootEngine> _logger;
    private bool _stopping;
    private bool _disposed;

    public BootEngine(
        EngineParts parts,
        IJournalStore store,
        StoreHealth storeHealth,
        EngineChecks checks,
        AcceleratorMemory memory,
        DiskCatalog catalog,
        ILogger<BootEngine> logger)
    {
        _parts = parts;
        _store = store;
        _storeHealth = storeHealth;
        _checks = checks;
        _memory = memory;
        _catalog = catalog;
        _logger = logger;
    }

    public async Task<BootSummary> StartAsync(BootRequest request, string requestedBy, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        await _starting.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (await FindTwinAsync(request.RequestId, cancellationToken).ConfigureAwait(false) is { } twin)
            {
                return twin;
            }

            Refuse(_stopping ? ["The server is stopping and starts no more boots. Nothing was started; try again in a moment."] : []);
            Refuse(_parts.Queue.Waiting >= _parts.Options.MaxQueuedBoots
                ? [$"{_parts.Queue.Waiting} boots are already waiting, which is the most this server queues. Nothing was started; cancel some or wait."]
                : []);
            Refuse([
                .. RequestProblems.Of(request, _parts.Options),
                .. _checks.Disks.Check(request.Disks).Where(static finding => finding.Refuses).Select(static finding => finding.Sentence),
            ]);
            return await BeginAsync(request, requestedBy, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _starting.Release();
        }
    }

    public async Task<BootSummary?> FindAsync(string bootId, CancellationToken cancellationToken) =>
        _live.TryGetValue(bootId, out var live)
            ? live.Journal.Summary
            : BootId.IsValid(bootId) ? await _store.FindAsync(bootId, cancellationToken).ConfigureAwait(false) : null;

    public async Task<BootPage> ListAsync(BootQuery query, CancellationToken cancellationToken)
    {
        var page = await _store.ListAsync(query, cancellationToken).ConfigureAwait(false);
        var running = _live.Values.Select(static boot => boot.Journal.Summary)
            .Where(static summary => !summary.Status.IsOver())
            .OrderByDescending(static summary => summary.RequestedAt);
        return page with { Running = [.. running] };
    }

    public async IAsyncEnumerable<JournalEntry> WatchAsync(
        string bootId,
        long from,
        bool follow,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var entries = _live.TryGetValue(bootId, out var live)
            ? live.Journal.ReadAsync(from, follow, cancellationToken)
            : BootId.IsValid(bootId) ? _store.ReadAsync(bootId, from, cancellationToken) : AsyncEnumerable.Empty<JournalEntry>();
        await foreach (var entry in entries.ConfigureAwait(false))
        {
            yield return entry;
        }
    }

    public Task<bool> CancelAsync(string bootId, string by, CancellationToken cancellationToken)
    {
        if (!_live.TryGetValue(bootId, out var live) || live.Journal.IsComplete)
        {
            return Task.FromResult(false);
        }

        live.Journal.Append(new CancelRequested(by));
        return Task.FromResult(live.Control.Abort(BootStatus.Cancelled, $"Cancelled by {by}"));
    }

    public Task<bool> StopAsync(string bootId, string by, CancellationToken cancellationToken)
    {
        if (!_live.TryGetValue(bootId, out var live) || live.Journal.IsComplete)
        {
            return Task.FromResult(false);
        }

        if (live.Journal.Summary.Status != BootStatus.Ready)
        {
            return CancelAsync(bootId, by, cancellationToken);
        }

        live.Journal.Append(new StopRequested(by));
        return Task.FromResult(live.Control.Stop());
    }

    public Task<Preflight> CheckAsync(BootRequest request, CancellationToken cancellationToken) =>
        _checks.CheckAsync(request, cancellationToken);

    public Task<IReadOnlyList<Check>> ExamineAsync(CancellationToken cancellationToken) => _checks.ExamineAsync(cancellationToken);

    public Task ForgetAcceleratorAsync(CancellationToken cancellationToken) => _memory.ForgetAsync(cancellationToken);

    public IReadOnlyList<DiskRootInfo> ListRoots() => _catalog.ListRoots();

    public Task<DiskListing> ListDisksAsync(string root, string path, CancellationToken cancellationToken) =>
        Task.Run(() => _catalog.List(root, path, cancellationToken), cancellationToken);

    /// <summary>Ends the journals a dead server left open, so that none reads as running.</summary>
    async Task IHostedService.StartAsync(CancellationToken cancellationToken) =>
        await new InterruptedBoots(_store).CloseAsync(cancellationToken).ConfigureAwait(false);

    async Task IHostedService.StopAsync(CancellationToken cancellationToken)
    {
        _stopping = true;
        var boots = _live.Values.ToList();
        foreach (var boot in boots)
        {
            boot.Control.Abort(BootStatus.Interrupted, "The server was stopped while the boot ran: interrupted");
        }

        await Task.WhenAll(boots.Select(static boot => boot.Done)).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _giveUp.Cancel();
            _giveUp.Dispose();
            _starting.Dispose();
        }
    }

    private static void Refuse(IReadOnlyList<string> reasons)
    {
        if (reasons.Count > 0)
        {
            throw new BootRefusedException(reasons);
        }
    }

    private async Task<BootSummary?> FindTwinAsync(string? requestId, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(requestId))
        {
            return null;
        }

        return _live.Values.FirstOrDefault(boot => boot.RequestId == requestId)?.Journal.Summary
            ?? await _store.FindByRequestAsync(requestId, cancellationToken).ConfigureAwait(false);
    }

    private async Task<BootSummary> BeginAsync(BootRequest request, string requestedBy, CancellationToken cancellationToken)
    {
        var host = HostExaminer.Read() with { Qemu = await _checks.QemuVersionAsync(cancellationToken).ConfigureAwait(false) };
        var journal = new LiveJournal(
            BootId.Create(), _parts.Time, new OutputBudget(_parts.Options.KeepHeadBytes, _parts.Options.KeepTailBytes));
        journal.Append(new BootRequested(request, requestedBy, _parts.Time.GetUtcNow(), host));
        var summary = journal.Summary;
        await _store.CreateAsync(summary, cancellationToken).ConfigureAwait(false);

        var control = new BootControl();
        var session = new BootSession(request, journal, control, _parts, _logger);
        var writer = new JournalWriter(journal, _store, _storeHealth, _parts.Time, _logger);
        LogStarted(_logger, journal.BootId, requestedBy, request.Disks.Count);
        var live = new LiveBoot(request.RequestId, journal, control);
        _live[journal.BootId] = live;
        live.Done = FollowAsync(session, writer, live);
        return summary;
    }

    /// <summary>Keeps the boot in memory until its journal is safe in the store.</summary>
    private async Task FollowAsync(BootSession session, JournalWriter writer, LiveBoot live)
    {
        var writing = writer.RunAsync(_giveUp.Token);
        await session.RunAsync().ConfigureAwait(false);
        var summary = live.Journal.Summary;
        LogEnded(_logger, summary.Id, summary.Status, summary.Stage ?? "", summary.Total / 1_000_000);
        try
        {
            await writing.ConfigureAwait(false);
            _live.TryRemove(summary.Id, out _);
        }
        catch (OperationCanceledException)
        {
            // The process ends with a store that does not take the rest.
        }

        live.Control.Dispose();
    }

    [LoggerMessage(EventId = 1002, Level = LogLevel.Information, Message = "Boot {BootId} was requested by {RequestedBy} with {Disks} disks")]
    private static partial void LogStarted(ILogger logger, string bootId, string requestedBy, int disks);

    [LoggerMessage(EventId = 1003, Level = LogLevel.Information, Message = "Boot {BootId} ended as {Status} in stage {Stage} after {Milliseconds} ms")]
    private static partial void LogEnded(ILogger logger, string bootId, BootStatus status, string stage, long milliseconds);

    private sealed class LiveBoot(string? requestId, LiveJournal journal, BootControl control)
    {
        public string? RequestId { get; } = requestId;

        public LiveJournal Journal { get; } = journal;

        public BootControl Control { get; } = control;

        /// <summary>Completes when the boot is over and stored.</summary>
        public Task Done { get; set; } = Task.CompletedTask;
    }
}
