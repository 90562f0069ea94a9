using Guestfs.Journal;

namespace Guestfs.Timeline;

/// <summary>
/// Everything a journal says, in one pass: timeline, facts, status and summary. Live boots, stored boots and imported logs
/// go through the same fold. Entries are added in sequence order; not for several threads.
/// </summary>
public sealed class BootFold
{
    private BootTimeline _timeline = new(0, [], [], 0);

    public BootStatus Status { get; private set; }

    public BootFacts Facts { get; private set; } = new();

    /// <summary>The stage the boot is in, or in which it ended; null before the first.</summary>
    public string? Stage => _timeline.Stages.LastOrDefault()?.Name;

    /// <summary>The picture so far; a copy that later entries do not change.</summary>
    public BootTimeline Timeline => _timeline;

    /// <summary>Folds the next entry and returns what it changed in the timeline, often nothing.</summary>
    public IReadOnlyList<TimelineChange> Add(JournalEntry entry)
    {
        _timeline = _timeline with { End = Math.Max(_timeline.End, entry.Offset) };
        Status = entry.Event is BootEnded ended ? ended.Status : Status;
        return [];
    }

    /// <summary>The row of the boots list so far.</summary>
    public BootSummary Summary(string id) => new() { Id = id, Status = Status, Total = _timeline.End };
}
