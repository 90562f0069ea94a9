using Guestfs.Journal;

namespace Guestfs.Timeline;

/// <summary>
/// Everything a journal says, in one pass: timeline, facts, status and summary. Live boots, stored boots and imported logs
/// go through the same fold. Entries are added in sequence order; not for several threads.
/// </summary>
public sealed class BootFold(StageRules? rules = null)
{
    private readonly TimelineBuilder _timeline = new(rules);
    private readonly FactsFold _facts = new();
    private long _lastSequence = -1;
    private long _consoleBytes;

    public BootStatus Status { get; private set; }

    /// <summary>One sentence on how the boot stands or ended.</summary>
    public string Sentence { get; private set; } = "Waiting to start.";

    /// <summary>The stage the boot is in, or in which it ended; null before the first.</summary>
    public string? Stage => _timeline.Stage;

    /// <inheritdoc cref="TimelineBuilder.KernelSpoke"/>
    public bool KernelSpoke => _timeline.KernelSpoke;

    /// <summary>Nanoseconds from the request to the launch flag, null while it has not come.</summary>
    public long? ReadyAfter { get; private set; }

    public BootFacts Facts => _facts.With(_timeline.Facts);

    /// <summary>The picture so far; a copy that later entries do not change.</summary>
    public BootTimeline Timeline => _timeline.Snapshot();

    /// <summary>Folds the next entry and returns what it changed in the timeline, often nothing.</summary>
    public IReadOnlyList<TimelineChange> Add(JournalEntry entry)
    {
        CountOutput(entry);
        var changes = _timeline.Add(entry);
        if (entry.Event is not (OutputLine or OutputWithheld))
        {
            _facts.Add(entry.Event);
            AddStatus(entry);
        }

        return changes;
    }

    /// <summary>The row of the boots list so far.</summary>
    public BootSummary Summary(string id)
    {
        var facts = Facts;
        return new BootSummary
        {
            Id = id,
            RequestId = facts.Request.RequestId,
            Title = facts.Request.Title,
            Label = facts.Request.Label,
            Status = Status,
            Sentence = Sentence,
            Stage = Stage,
            RequestedBy = _facts.RequestedBy,
            RequestedAt = _facts.RequestedAt,
            ReadyAfter = ReadyAfter,
            Total = _timeline.End,
            OrderOnly = facts.Log is { Clock: LogClock.Order },
            Stages = [.. _timeline.Bars.Where(static bar => bar.Kind == BarKind.Stage)
                .Select(bar => new StageSpan(bar.Name, bar.Attempt, bar.Start, Math.Max(0, (bar.End ?? _timeline.End) - bar.Start)))],
            Host = facts.Host.Host,
            GuestKernel = facts.GuestKernel,
            Qemu = facts.Host.Qemu is "" ? null : facts.Host.Qemu,
            Accelerator = facts.Accelerator,
            DiskCount = facts.Request.Disks.Count,
            Disks = [.. facts.Request.Disks.Take(BootSummary.MostDisks).Select(static disk => disk.Source)],
            Attempts = _facts.Attempts,
            Entries = _lastSequence + 1,
            ConsoleBytes = _consoleBytes,
            PeakMemoryKiB = facts.PeakMemoryKiB,
        };
    }

    /// <summary>Counts every byte once, whether its line is still there, was dropped later, or had been dropped before this fold began.</summary>
    private void CountOutput(JournalEntry entry)
    {
        if (entry.Event is OutputLine line)
        {
            _consoleBytes += line.Raw.Length;
        }
        else if (entry.Event is OutputWithheld withheld)
        {
            _consoleBytes += withheld.Bytes;
        }
        else if (entry.Event is OutputDropped dropped && dropped.LastSequence > _lastSequence)
        {
            _consoleBytes += dropped.Bytes;
            _lastSequence = dropped.LastSequence;
        }

        _lastSequence = Math.Max(_lastSequence, entry.Sequence);
    }

    private void AddStatus(JournalEntry entry)
    {
        (Status, Sentence) = entry.Event switch
        {
            BootQueued queued => (BootStatus.Queued, $"Waiting at place {queued.Place}: {queued.Reason}"),
            BootAdmitted => (BootStatus.Building, "Building the appliance."),
            LockWaiting { HolderPid: { } pid } => (Status, $"Waiting for another build (process {pid})."),
            LockWaiting => (Status, "Waiting for another build."),
            ApplianceReady => (Status, "The appliance is ready; qemu starts next."),
            AttemptStarted attempt => (BootStatus.Booting, $"Booting with {attempt.Accelerator}."),
            LaunchFlagReceived => (BootStatus.Ready, "The appliance is ready for use."),
            ShutdownStarted shutdown => (Status, shutdown.Reason),
            BootEnded ended => (ended.Status, ended.Sentence),
            _ => (Status, Sentence),
        };

        if (entry.Event is LaunchFlagReceived)
        {
            ReadyAfter ??= entry.Offset;
        }
    }
}
