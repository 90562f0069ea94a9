using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Guestfs.Boots;
using Guestfs.Boots.Retention;
using Guestfs.Disks;
using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Web.Tests.Fakes;

/// <summary>An engine in memory that answers as told, so that the web alone is under test.</summary>
public sealed class ScriptedEngine : IBootEngine
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<JournalEntry>> _journals = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _growing = new();
    private readonly List<BootSummary> _boots = [];

    public IReadOnlyList<BootSummary> Boots => _boots;

    public IList<BootRequest> Started { get; } = [];

    public IList<BootQuery> Queries { get; } = [];

    public IList<string> Calls { get; } = [];

    /// <summary>Reasons to refuse every start with.</summary>
    public IReadOnlyList<string> Refusals { get; set; } = [];

    public IReadOnlyList<Check> Checks { get; set; } = [new Check("host", "Memory", CheckState.Pass, "15 GiB of memory are free.")];

    public IReadOnlyList<DiskRootInfo> Roots { get; set; } = [new DiskRootInfo("images", 1L << 34, null)];

    public Dictionary<string, DiskListing> Listings { get; } = [];

    /// <summary>What lists say of boots that ended since.</summary>
    public int Newer { get; set; }

    /// <summary>How many calls failed.</summary>
    public int Failed { get; private set; }

    /// <summary>When set, every call fails with it.</summary>
    public Exception? Failure { get; set; }

    public void Add(BootSummary boot, IReadOnlyList<JournalEntry>? journal = null)
    {
        _boots.Add(boot);
        _journals[boot.Id] = journal ?? [];
    }

    /// <summary>Adds entries to a boot that runs; from the first time on, whoever follows it waits for more.</summary>
    public void Append(BootSummary boot, IReadOnlyList<JournalEntry> entries)
    {
        var before = _growing.GetValueOrDefault(boot.Id);
        _journals[boot.Id] = [.. _journals.GetValueOrDefault(boot.Id, []), .. entries];
        _growing[boot.Id] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _boots.RemoveAll(other => other.Id == boot.Id);
        _boots.Add(boot);
        before?.SetResult();
    }

    public void Remove(string bootId)
    {
        _boots.RemoveAll(boot => boot.Id == bootId);
        _journals.TryRemove(bootId, out _);
    }

    public void Replace(BootSummary boot) => _boots[_boots.FindIndex(other => other.Id == boot.Id)] = boot;

    public Task<StartedBoot> StartAsync(BootRequest request, string requestedBy, CancellationToken cancellationToken)
    {
        Fail();
        if (Refusals.Count > 0)
        {
            throw new BootRefusedException(Refusals);
        }

        if (request.RequestId is { } id && _boots.Find(boot => boot.RequestId == id) is { } same)
        {
            return Task.FromResult(new StartedBoot(same, IsNew: false));
        }

        Started.Add(request);
        var boot = BootSummaries.Running($"boot{Started.Count:d6}") with { RequestId = request.RequestId, RequestedBy = requestedBy, RequestedAt = DateTimeOffset.UtcNow, DiskCount = request.Disks.Count };
        Add(boot);
        return Task.FromResult(new StartedBoot(boot, IsNew: true));
    }

    public Task<BootSummary?> FindAsync(string bootId, CancellationToken cancellationToken)
    {
        Fail();
        return Task.FromResult(_boots.Find(boot => boot.Id == bootId));
    }

    public Task<BootPage> ListAsync(BootQuery query, CancellationToken cancellationToken)
    {
        Fail();
        Queries.Add(query);
        var past = _boots.Where(static boot => boot.Status.IsOver()).Where(boot => Matches(boot, query)).ToList();
        var shown = past.Skip((query.Page - 1) * query.PageSize).Take(query.PageSize).ToList();
        return Task.FromResult(new BootPage([.. _boots.Where(static boot => !boot.Status.IsOver())], shown, past.Count) { AsOf = 100, Newer = Newer });
    }

    public async IAsyncEnumerable<JournalEntry> WatchAsync(string bootId, long from, bool follow, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        while (true)
        {
            var growing = _growing.GetValueOrDefault(bootId);
            foreach (var entry in _journals.GetValueOrDefault(bootId, []))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (entry.Sequence >= from)
                {
                    yield return entry;
                    from = entry.Sequence + 1;
                }
            }

            if (!follow || growing is null)
            {
                yield break;
            }

            await growing.Task.WaitAsync(cancellationToken);
        }
    }

    public Task<bool> CancelAsync(string bootId, string by, CancellationToken cancellationToken) => EndAsync("cancel", bootId, by);

    public Task<bool> StopAsync(string bootId, string by, CancellationToken cancellationToken) => EndAsync("stop", bootId, by);

    /// <summary>What a removal is answered with when it is not this engine that decides.</summary>
    public RemovalAnswer? Removal { get; set; }

    public Task<BootRemoval> RemoveAsync(string bootId, string? by, CancellationToken cancellationToken)
    {
        Fail();
        Calls.Add($"remove {bootId} {by}");
        var answer = Removal ?? (_boots.Find(boot => boot.Id == bootId) is { } boot
            ? boot.Status.IsOver() ? RemovalAnswer.Removed : RemovalAnswer.NotOver
            : RemovalAnswer.Unknown);
        if (answer == RemovalAnswer.Removed)
        {
            Remove(bootId);
        }

        return Task.FromResult(BootRemoval.Refused(answer));
    }

    public Task<Preflight> CheckAsync(BootRequest request, CancellationToken cancellationToken)
    {
        Fail();
        return Task.FromResult(new Preflight(Checks));
    }

    public Task<IReadOnlyList<Check>> ExamineAsync(CancellationToken cancellationToken)
    {
        Fail();
        return Task.FromResult(Checks);
    }

    public Task ForgetAcceleratorAsync(CancellationToken cancellationToken)
    {
        Calls.Add("forget");
        return Task.CompletedTask;
    }

    public IReadOnlyList<DiskRootInfo> ListRoots() => Roots;

    public List<string> Appliances { get; } = [];

    public IReadOnlyList<string> ListAppliances() => Appliances;

    public Task<DiskListing> ListDisksAsync(string root, string path, CancellationToken cancellationToken)
    {
        Fail();
        return Listings.TryGetValue($"{root}:{path}", out var listing)
            ? Task.FromResult(listing)
            : throw new GuestfsException($"\"{path}\" is not a folder of {root}.");
    }

    private static bool Matches(BootSummary boot, BootQuery query) =>
        (query.Statuses.Count == 0 || query.Statuses.Contains(boot.Status))
        && (query.Label is null || boot.Label == query.Label)
        && (query.Stage is null || boot.Stage == query.Stage)
        && (query.Text is null || $"{boot.Title} {boot.Label} {boot.Sentence} {boot.Id}".Contains(query.Text, StringComparison.OrdinalIgnoreCase));

    private Task<bool> EndAsync(string call, string bootId, string by)
    {
        Fail();
        Calls.Add($"{call} {bootId} {by}");
        return Task.FromResult(_boots.Exists(boot => boot.Id == bootId && !boot.Status.IsOver()));
    }

    private void Fail()
    {
        if (Failure is { } failure)
        {
            Failed++;
            throw failure;
        }
    }
}
