using System.Runtime.CompilerServices;
using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Boots;

/// <summary>
/// The journal of a boot that runs: entries are appended once and read by any number of readers, each at its own pace.
/// Stamps every entry, keeps the fold up to date, and bounds what console output may occupy.
/// </summary>
internal sealed class LiveJournal(string bootId, TimeProvider time, OutputBudget budget)
{
    private readonly Lock _gate = new();
    private readonly List<JournalEntry> _entries = [];
    private readonly BootFold _fold = new();
    private readonly long _origin = time.GetTimestamp();
    private TaskCompletionSource _changed = NewSignal();
    private long _next;
    private long _lastOutput;
    private bool _complete;

    public string BootId { get; } = bootId;

    /// <summary>Nanoseconds since the request was accepted.</summary>
    public long Now => (long)(time.GetElapsedTime(_origin).Ticks * 100L);

    public BootSummary Summary
    {
        get
        {
            lock (_gate)
            {
                return _fold.Summary(BootId);
            }
        }
    }

    /// <summary>The stage the boot is in, whether the guest's kernel spoke, and when a child last printed something, for stall limits.</summary>
    public (string? Stage, bool KernelSpoke, long LastOutput) Progress
    {
        get
        {
            lock (_gate)
            {
                return (_fold.Stage, _fold.KernelSpoke, _lastOutput);
            }
        }
    }

    public bool IsComplete
    {
        get
        {
            lock (_gate)
            {
                return _complete;
            }
        }
    }

    /// <summary>Adds an entry. What comes after the last event, such as a late line of a killed child, is let go.</summary>
    /// <param name="offset">When it happened, if that was not just now.</param>
    public void Append(BootEvent fact, long? offset = null)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            if (_complete)
            {
                return;
            }

            var entry = new JournalEntry(_next++, offset ?? Now, fact);
            _entries.Add(entry);
            var changes = _fold.Add(entry);
            if (fact is OutputLine line)
            {
                budget.Add(entry, line, changes.Count > 0, _entries);
            }

            _complete = fact is BootEnded;
            changed = _changed;
            _changed = NewSignal();
        }

        changed.TrySetResult();
    }

    /// <summary>Notes a sign of life that is no entry: half a line, or progress of a call.</summary>
    public void Hear(long offset)
    {
        lock (_gate)
        {
            _lastOutput = Math.Max(_lastOutput, offset);
        }
    }

    /// <summary>Every entry from <paramref name="from"/> on; with <paramref name="follow"/> until the last event.</summary>
    public async IAsyncEnumerable<JournalEntry> ReadAsync(
        long from,
        bool follow,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (batch, complete, changed) = Take(from, int.MaxValue);
            foreach (var entry in batch)
            {
                yield return entry;
                from = EndOf(entry);
            }

            if (batch.Count == 0)
            {
                if (complete || !follow)
                {
                    yield break;
                }

                await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>What is there from <paramref name="from"/> on, and a task that completes when there is more.</summary>
    public (IReadOnlyList<JournalEntry> Batch, bool Complete, Task Changed) Take(long from, int most)
    {
        lock (_gate)
        {
            var start = IndexOf(_entries, from);
            return (_entries.GetRange(start, Math.Min(most, _entries.Count - start)), _complete, _changed.Task);
        }
    }

    /// <summary>Markers of output let go among the entries before <paramref name="stored"/>, so that the store can do the same.</summary>
    public IReadOnlyList<JournalEntry> DropsBefore(long stored)
    {
        lock (_gate)
        {
            return budget.DropsBefore(stored);
        }
    }

    /// <summary>The store did the same as this marker says.</summary>
    public void ConfirmDrop(JournalEntry marker)
    {
        lock (_gate)
        {
            budget.Confirm(marker);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The sequence after an entry, which for a marker is after the range it stands for.</summary>
    internal static long EndOf(JournalEntry entry) =>
        (entry.Event is OutputDropped dropped ? dropped.LastSequence : entry.Sequence) + 1;

    /// <summary>The first entry that reaches <paramref name="from"/> or later. Sequences only lack what markers stand for.</summary>
    internal static int IndexOf(List<JournalEntry> entries, long from)
    {
        var low = 0;
        var high = entries.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (EndOf(entries[middle]) <= from)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
