using System.Collections.Concurrent;
using Guestfs.Journal;
using Guestfs.Timeline;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Guestfs.Boots;

/// <summary>
/// The boots that run on this host, from their request until their journal is safe in the store. They live here, never
/// in a page: closing every browser changes nothing.
/// </summary>
internal sealed partial class LiveBoots(EngineParts parts, IJournalStore store, StoreHealth storeHealth, ILogger<LiveBoots> logger)
    : IHostedService, IDisposable
{
    private readonly ConcurrentDictionary<string, LiveBoot> _boots = new();
    private readonly SemaphoreSlim _beginning = new(1, 1);
    private readonly CancellationTokenSource _giveUp = new();
    private bool _stopping;
    private bool _disposed;

    public IEnumerable<LiveBoot> All => _boots.Values;

    public LiveBoot? Find(string bootId) => _boots.GetValueOrDefault(bootId);

    /// <param name="decisions">What accepting the request decided, told right behind it.</param>
    /// <exception cref="BootRefusedException">The server is stopping.</exception>
    public async Task<BootSummary> BeginAsync(BootRequest request, IEnumerable<Decision> decisions, string requestedBy, HostFacts host, CancellationToken cancellationToken)
    {
        await _beginning.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_stopping)
            {
                throw new BootRefusedException(["The server is stopping and starts no more boots. Nothing was started; try again in a moment."]);
            }

            var journal = new LiveJournal(
                BootId.Create(), parts.Time, new OutputBudget(parts.Options.KeepHeadBytes, parts.Options.KeepTailBytes));
            journal.Append(new BootRequested(request, requestedBy, parts.Time.GetUtcNow(), host));
            foreach (var decision in decisions)
            {
                journal.Append(decision);
            }

            // From here on the boot runs, whether or not who asked for it still waits: a stored boot that nobody runs would read as queued for ever.
            await store.CreateAsync(journal.Summary, CancellationToken.None).ConfigureAwait(false);
            LogStarted(logger, journal.BootId, requestedBy, request.Disks.Count);
            Run(request, journal);
            return journal.Summary;
        }
        finally
        {
            _beginning.Release();
        }
    }

    /// <summary>Ends the journals a dead server left open, so that none reads as running.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => new InterruptedBoots(store, logger).CloseAsync(cancellationToken);

    /// <summary>Ends every boot. Those that the store does not take in time read as interrupted after the next start.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _beginning.WaitAsync(cancellationToken).ConfigureAwait(false);
            _stopping = true;
            _beginning.Release();
            var boots = _boots.Values.ToList();
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
            LogGaveUp(logger, _boots.Count);
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
            _beginning.Dispose();
        }
    }

    private void Run(BootRequest request, LiveJournal journal)
    {
        var control = new BootControl();
        var session = new BootSession(request, journal, control, parts, logger);
        var writer = new JournalWriter(journal, store, storeHealth, parts.Time, logger);
        var boot = new LiveBoot(request.RequestId, journal, control);
        _boots[journal.BootId] = boot;

        // The boot outlives the request that began it, so nothing of that request goes along: no trace, no user, no scope.
        using (ExecutionContext.SuppressFlow())
        {
            boot.Done = FollowAsync(session, writer, boot);
        }
    }

    /// <summary>Keeps the boot in memory until its journal is safe in the store.</summary>
    private async Task FollowAsync(BootSession session, JournalWriter writer, LiveBoot boot)
    {
        var writing = writer.RunAsync(_giveUp.Token);
        await session.RunAsync().ConfigureAwait(false);
        boot.Control.Dispose();
        var summary = boot.Journal.Summary;
        LogEnded(logger, summary.Id, summary.Status, summary.Stage ?? "", summary.Total / 1_000_000);
        try
        {
            await writing.ConfigureAwait(false);
            _boots.TryRemove(summary.Id, out _);
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
