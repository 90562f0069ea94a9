using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Guestfs.Boots;
using Guestfs.Boots.Retention;
using Guestfs.Disks;
using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Web.Tests.Live;

/// <summary>Journals in memory that grow when the test says so. Only watching and finding work; nothing here boots.</summary>
public sealed class JournalEngine : IBootEngine
{
    private readonly ConcurrentDictionary<string, Journal> _journals = new();

    public void Start(string bootId) => _journals[bootId] = new Journal();

    public void Add(string bootId, IEnumerable<JournalEntry> entries)
    {
        Start(bootId);
        foreach (var entry in entries)
        {
            Append(bootId, entry);
        }
    }

    public void Append(string bootId, JournalEntry entry) => _journals[bootId].Append(entry);

    public async IAsyncEnumerable<JournalEntry> WatchAsync(
        string bootId,
        long from,
        bool follow,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!_journals.TryGetValue(bootId, out var journal))
        {
            yield break;
        }

        for (var index = 0; ;)
        {
            var (entries, changed) = journal.Read(index);
            index += entries.Count;
            foreach (var entry in entries.Where(entry => entry.Sequence >= from))
            {
                yield return entry;
            }

            if (!follow || (entries.Count > 0 && entries[^1].Event is BootEnded))
            {
                yield break;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    public Task<BootRemoval> RemoveAsync(string bootId, string? by, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<StartedBoot> StartAsync(BootRequest request, string requestedBy, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<BootSummary?> FindAsync(string bootId, CancellationToken cancellationToken)
    {
        if (!_journals.TryGetValue(bootId, out var journal))
        {
            return Task.FromResult<BootSummary?>(null);
        }

        var fold = new BootFold();
        foreach (var entry in journal.Read(0).Entries)
        {
            fold.Add(entry);
        }

        return Task.FromResult<BootSummary?>(fold.Summary(bootId));
    }

    public Task<BootPage> ListAsync(BootQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> CancelAsync(string bootId, string by, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> StopAsync(string bootId, string by, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Preflight> CheckAsync(BootRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<Check>> ExamineAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public IReadOnlyList<string> ListAppliances() => throw new NotSupportedException();

    public Task ForgetAcceleratorAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public IReadOnlyList<DiskRootInfo> ListRoots() => throw new NotSupportedException();

    public Task<DiskListing> ListDisksAsync(string root, string path, CancellationToken cancellationToken) => throw new NotSupportedException();

    private sealed class Journal
    {
        private readonly Lock _lock = new();
        private readonly List<JournalEntry> _entries = [];
        private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Append(JournalEntry entry)
        {
            TaskCompletionSource changed;
            lock (_lock)
            {
                _entries.Add(entry);
                (changed, _changed) = (_changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            }

            changed.SetResult();
        }

        public (IReadOnlyList<JournalEntry> Entries, Task Changed) Read(int index)
        {
            lock (_lock)
            {
                return ([.. _entries.Skip(index)], _changed.Task);
            }
        }
    }
}
