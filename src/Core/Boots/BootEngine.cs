using System.Runtime.CompilerServices;
using Guestfs.Boots.Checks;
using Guestfs.Boots.Retention;
using Guestfs.Disks;
using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Boots;

/// <summary>Answers for the boots of this host, those that run and those that are stored.</summary>
internal sealed class BootEngine(
    EngineParts parts,
    LiveBoots live,
    IJournalStore store,
    EngineChecks checks,
    AcceleratorMemory memory,
    DiskCatalog catalog,
    BootRemover remover) : IBootEngine, IDisposable
{
    private readonly SemaphoreSlim _starting = new(1, 1);

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

            Refuse(parts.Queue.Waiting >= parts.Options.MaxQueuedBoots
                ? [$"{parts.Queue.Waiting} boots are already waiting, which is the most this server queues. Nothing was started; cancel some or wait."]
                : []);
            var disks = checks.Disks.Settle(request.Disks);
            Refuse([.. RequestProblems.Of(request, parts.Options), .. disks.Refusals]);
            var host = HostExaminer.Read() with { Qemu = await checks.QemuVersionAsync(cancellationToken).ConfigureAwait(false) };
            return new StartedBoot(await live.BeginAsync(request with { Disks = disks.Disks }, disks.Decisions, requestedBy, host, cancellationToken).ConfigureAwait(false), IsNew: true);
        }
        finally
        {
            _starting.Release();
        }
    }

    public async Task<BootSummary?> FindAsync(string bootId, CancellationToken cancellationToken) =>
        live.Find(bootId) is { } running
            ? running.Journal.Summary
            : BootId.IsValid(bootId) ? await store.FindAsync(bootId, cancellationToken).ConfigureAwait(false) : null;

    public async Task<BootPage> ListAsync(BootQuery query, CancellationToken cancellationToken)
    {
        // Every live boot is stored too, though an older state of it. Those that end while the store is read are still known here.
        var before = live.All.ToDictionary(static boot => boot.Journal.BootId);
        var page = await store.ListAsync(query, cancellationToken).ConfigureAwait(false);
        return page with
        {
            Running = [.. page.Running.Select(stored => before.GetValueOrDefault(stored.Id) ?? live.Find(stored.Id))
                .OfType<LiveBoot>().Select(static boot => boot.Journal.Summary)],
        };
    }

    public async IAsyncEnumerable<JournalEntry> WatchAsync(
        string bootId,
        long from,
        bool follow,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var entries = live.Find(bootId) is { } running
            ? running.Journal.ReadAsync(from, follow, cancellationToken)
            : BootId.IsValid(bootId) ? store.ReadAsync(bootId, from, cancellationToken) : AsyncEnumerable.Empty<JournalEntry>();
        await foreach (var entry in entries.ConfigureAwait(false))
        {
            yield return entry;
        }
    }

    public Task<bool> CancelAsync(string bootId, string by, CancellationToken cancellationToken)
    {
        if (FindRunning(bootId) is not { } boot)
        {
            return Task.FromResult(false);
        }

        boot.Control.Abort(BootStatus.Cancelled, $"Cancelled by {by}", () => boot.Journal.Append(new CancelRequested(by)));
        return Task.FromResult(true);
    }

    public Task<bool> StopAsync(string bootId, string by, CancellationToken cancellationToken)
    {
        if (FindRunning(bootId) is not { } boot)
        {
            return Task.FromResult(false);
        }

        if (boot.Journal.Summary.Status != BootStatus.Ready)
        {
            return CancelAsync(bootId, by, cancellationToken);
        }

        boot.Control.Stop(() => boot.Journal.Append(new StopRequested(by)));
        return Task.FromResult(true);
    }

    public async Task<BootRemoval> RemoveAsync(string bootId, string? by, CancellationToken cancellationToken) =>
        live.Find(bootId) is not null ? BootRemoval.Refused(RemovalAnswer.NotOver)
        : BootId.IsValid(bootId) ? await remover.RemoveAsync(bootId, by, cancellationToken).ConfigureAwait(false)
        : BootRemoval.Refused(RemovalAnswer.Unknown);

    public Task<Preflight> CheckAsync(BootRequest request, CancellationToken cancellationToken) =>
        checks.CheckAsync(request, cancellationToken);

    public Task<IReadOnlyList<Check>> ExamineAsync(CancellationToken cancellationToken) => checks.ExamineAsync(cancellationToken);

    public Task ForgetAcceleratorAsync(CancellationToken cancellationToken) => memory.ForgetAsync(cancellationToken);

    public IReadOnlyList<DiskRootInfo> ListRoots() => catalog.ListRoots();

    public IReadOnlyList<string> ListAppliances() => parts.Options.AppliancePaths;

    public Task<DiskListing> ListDisksAsync(string root, string path, CancellationToken cancellationToken) =>
        Task.Run(() => catalog.List(root, path, cancellationToken), cancellationToken);

    public void Dispose() => _starting.Dispose();

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

        return live.All.FirstOrDefault(boot => boot.RequestId == requestId)?.Journal.Summary
            ?? await store.FindByRequestAsync(requestId, cancellationToken).ConfigureAwait(false);
    }

    private LiveBoot? FindRunning(string bootId) =>
        live.Find(bootId) is { Journal.IsComplete: false } boot ? boot : null;
}
