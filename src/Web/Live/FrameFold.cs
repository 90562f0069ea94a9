using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Web.Live;

/// <summary>
/// Turns a boot's entries, from the first one on, into frames. Pure: the same entries give the same frames,
/// so a stream can be resumed anywhere by folding again and leaving out what was already sent.
/// </summary>
public sealed class FrameFold
{
    private readonly BootFold _fold = new();
    private readonly LineFold _lines = new();
    private FrameStatus? _status;

    public BootFold Boot => _fold;

    /// <summary>The sequence number that continues what was folded.</summary>
    public long Next { get; private set; }

    public BootFrame Add(JournalEntry entry)
    {
        Next = entry.Event is OutputDropped dropped ? Math.Max(entry.Sequence, dropped.LastSequence) + 1 : entry.Sequence + 1;
        var changes = _fold.Add(entry);
        return new BootFrame(
            entry.Sequence,
            entry.Offset,
            entry.Event,
            changes.Count > 0 ? changes : null,
            _lines.Add(entry.Event),
            Changed());
    }

    private FrameStatus? Changed()
    {
        if (_status is not null && _status.Status == _fold.Status && _status.Stage == _fold.Stage && !_fold.Status.IsOver())
        {
            return null;
        }

        var summary = _fold.Summary("");
        return _status = new FrameStatus(summary.Status, summary.Sentence, summary.Stage);
    }
}
