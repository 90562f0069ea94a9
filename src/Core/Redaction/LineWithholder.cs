using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Redaction;

/// <summary>Takes every line away and leaves what it said of the boot, so that the timeline stays as it is.</summary>
internal sealed class LineWithholder
{
    private readonly TimelineBuilder _timeline = new();

    public LineWithholder() => _timeline.KeepReadings();

    public JournalEntry Withhold(JournalEntry entry)
    {
        _timeline.Add(entry);
        return entry with
        {
            Event = entry.Event is OutputLine line ? new OutputWithheld(line.Source, line.Raw.Length) : entry.Event,
            Readings = _timeline.TakeReadings(),
        };
    }
}
