using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Guestfs.Boots.Checks;
using Guestfs.Boots.Retention;
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
    private readonly BootRemover _remover;
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
        BootRemover remover,
        ILogger<BootEngine> logger)
    {
        _parts = parts;
        _store = store;
        _storeHealth = storeHealth;
        _checks = checks;
        _memory = memory;
        _catalog = catalog;
        _remover = remover;
        _logger = logger;
    }

    public async Task<StartedBoot> StartAsync(BootRequest request, string requestedBy, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        await _starting.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (await FindTwinAsync(request.RequestId, cancellationToken).ConfigureAwait(false) is { } twin)
            {
                return new StartedBoot(twin, IsNew: false);
            }

            Refuse(_stopping ? ["The server is stopping and starts no more boots. Nothing was started; try again in a moment."] : []);
            Refuse(_parts.Queue.Waiting >= _parts.Options.MaxQueuedBoots
                ? [$"{_parts.Queue.Waiting} boots are already waiting, which is the most this server queues. Nothing was started; cancel some or wait."]
                : []);
            Refuse([
                .. RequestProblems.Of(request, _parts.Options),
                .. _checks.Disks.Check(request.Disks).Where(static finding => finding.Refuses).Select(static finding => finding.Sentence),
            ]);
            return new StartedBoot(await BeginAsync(request, requestedBy, cancellationToken).ConfigureAwait(false), IsNew: true);
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
        // Every live boot is stored too, though an older state of it. Those that end while the store is read are still known here.
        var live = _live.ToDictionary();
        var page = await _store.ListAsync(query, cancellationToken).ConfigureAwait(false);
        return page with
        {
            Running = [.. page.Running.Select(stored => live.GetValueOrDefault(stored.Id) ?? _live.GetValueOrDefault(stored.Id))
                .OfType<LiveBoot>().Select(static boot => boot.Journal.Summary)],
        };
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
        if (FindRunning(bootId) is not { } live)
        {
            return Task.FromResult(false);
        }

        live.Control.Abort(BootStatus.Cancelled, $"Cancelled by {by}", () => live.Journal.Append(new CancelRequested(by)));
        return Task.FromResult(true);
    }

    public Task<bool> StopAsync(string bootId, string by, CancellationToken cancellationToken)
    {
        if (FindRunning(bootId) is not { } live)
        {
            return Task.FromResult(false);
        }

        if (live.Journal.Summary.Status != BootStatus.Ready)
        {
            return CancelAsync(bootId, by, cancellationToken);
        }

        live.Control.Stop(() => live.Journal.Append(new StopRequested(by)));
        return Task.FromResult(true);
    }

    public async Task<BootRemoval> RemoveAsync(string bootId, string? by, CancellationToken cancellationToken) =>
        _live.ContainsKey(bootId) ? BootRemoval.Refused(RemovalAnswer.NotOver)
        : BootId.IsValid(bootId) ? await _remover.RemoveAsync(bootId, by, cancellationToken).ConfigureAwait(false)
        : BootRemoval.Refused(RemovalAnswer.Unknown);

    public Task<Preflight> CheckAsync(BootRequest request, CancellationToken cancellationToken) =>
        _checks.CheckAsync(request, cancellationToken);

    public Task<IReadOnlyList<Check>> ExamineAsync(CancellationToken cancellationToken) => _checks.ExamineAsync(cancellationToken);

    public Task ForgetAcceleratorAsync(CancellationToken cancellationToken) => _memory.ForgetAsync(cancellationToken);

    public IReadOnlyList<DiskRootInfo> ListRoots() => _catalog.ListRoots();

    public IReadOnlyList<string> ListAppliances() => _parts.Options.AppliancePaths;

    public Task<DiskListing> ListDisksAsync(string root, string path, CancellationToken cancellationToken) =>
        Task.Run(() => _catalog.List(root, path, cancellationToken), cancellationToken);

    /// <summary>Ends the journals a dead server left open, so that none reads as running.</summary>
    async Task IHostedService.StartAsync(CancellationToken cancellationToken) =>
        await new InterruptedBoots(_store, _logger).CloseAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Ends every boot. Those that the store does not take in time read as interrupted after the next start.</summary>
    async Task IHostedService.StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _starting.WaitAsync(cancellationToken).ConfigureAwait(false);
            _stopping = true;
            _starting.Release();
            var boots = _live.Values.ToList();
            foreach (var boot in boots)
            {
                boot.Control.Abort(BootStatus.Interrupted, "The server was stopped while the boot ran: interrupted");
            }

            await Task.WhenAll(boots.Select(static boot => boot.Done)).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ObjectDisposedException) when (_disposed)
        {
            // Two owners of the host stopped it at once, and the other one was first.
        }
        catch (OperationCanceledException)
        {
            LogGaveUp(_logger, _live.Count);
            await _giveUp.CancelAsync().ConfigureAwait(false);
        }
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

    private LiveBoot? FindRunning(string bootId) =>
        _live.TryGetValue(bootId, out var live) && !live.Journal.IsComplete ? live : null;

    private async Task<BootSummary> BeginAsync(BootRequest request, string requestedBy, CancellationToken cancellationToken)
    {
        var host = HostExaminer.Read() with { Qemu = await _checks.QemuVersionAsync(cancellationToken).ConfigureAwait(false) };
        var journal = new LiveJournal(
            BootId.Create(), _parts.Time, new OutputBudget(_parts.Options.KeepHeadBytes, _parts.Options.KeepTailBytes));
        journal.Append(new BootRequested(request, requestedBy, _parts.Time.GetUtcNow(), host));
        await _store.CreateAsync(journal.Summary, cancellationToken).ConfigureAwait(false);

        var control = new BootControl();
        var session = new BootSession(request, journal, control, _parts, _logger);
        var writer = new JournalWriter(journal, _store, _storeHealth, _parts.Time, _logger);
        var live = new LiveBoot(request.RequestId, journal, control);
        LogStarted(_logger, journal.BootId, requestedBy, request.Disks.Count);
        _live[journal.BootId] = live;

        // The boot outlives the request that began it, so nothing of that request goes along: no trace, no user, no scope.
        using (ExecutionContext.SuppressFlow())
        {
            live.Done = FollowAsync(session, writer, live);
        }

        return journal.Summary;
    }

    /// <summary>Keeps the boot in memory until its journal is safe in the store.</summary>
    private async Task FollowAsync(BootSession session, JournalWriter writer, LiveBoot live)
    {
        var writing = writer.RunAsync(_giveUp.Token);
        await session.RunAsync().ConfigureAwait(false);
        live.Control.Dispose();
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
    }

    [LoggerMessage(EventId = 1002, Level = LogLevel.Information, Message = "Boot {BootId} was requested by {RequestedBy} with {Disks} disks")]
    private static partial void LogStarted(ILogger logger, string bootId, string requestedBy, int disks);

    [LoggerMessage(EventId = 1003, Level = LogLevel.Information, Message = "Boot {BootId} ended as {Status} in stage {Stage} after {Milliseconds} ms")]
    private static partial void LogEnded(ILogger logger, string bootId, BootStatus status, string stage, long milliseconds);

    [LoggerMessage(EventId = 1004, Level = LogLevel.Error, Message = "The server ends although {Boots} boots are not over or not stored; after the next start they read as interrupted")]
    private static partial void LogGaveUp(ILogger logger, int boots);
}
