using Guestfs.Console;
using Guestfs.Imports;
using Guestfs.Journal;
using Guestfs.Timeline;
using Guestfs.Web.Components.Boot;

namespace Guestfs.Web.Live;

/// <summary>The fold of the frames plus what only the first picture shows: what the boot waits for and the lines around a failure.</summary>
public sealed class ViewFold
{
    private const int LastLines = 12;

    /// <summary>How far back the line may be that says why a boot failed.</summary>
    private const int KeptLines = 4_096;

    private const int LongestLine = 2_048;

    private readonly FrameFold _frames = new();
    private readonly Queue<PrintedLine> _lines = [];
    private BootWait? _wait;
    private long? _evidence;

    /// <summary>0 before the first entry.</summary>
    public long Next => _frames.Next;

    public void Add(JournalEntry entry)
    {
        var frame = _frames.Add(entry);
        _wait = BootWait.After(entry.Event, _wait);
        _evidence = entry.Event is BootEnded ended ? ended.Evidence : null;
        if (entry.Event is OutputLine line && frame.Line is { } numbered)
        {
            // A copy of its beginning, so that a long console is not held in memory for the few lines shown here.
            _lines.Enqueue(new PrintedLine(entry.Sequence, numbered.Number, line.Raw.Span[..Math.Min(line.Raw.Length, LongestLine)].ToArray()));
            if (_lines.Count > KeptLines)
            {
                _lines.Dequeue();
            }
        }
    }

    /// <param name="import">Where an imported boot came from; null for one that ran here.</param>
    public BootView View(string bootId, DateTimeOffset now, BootImport? import = null)
    {
        var boot = _frames.Boot;
        var summary = ImportedBoot.Mark(boot.Summary(bootId), import);
        var sinceRequest = (now - summary.RequestedAt).Ticks * 100;
        return new BootView(
            summary,
            boot.Facts,
            boot.Timeline,
            Next,
            summary.Status.IsOver() ? summary.Total : Math.Max(summary.Total, sinceRequest),
            _lines.Where(line => line.Sequence == _evidence).Select(Read).FirstOrDefault(),
            StatusWords.IsFailure(summary)
                ? [.. _lines.TakeLast(LastLines).Select(Read)]
                : [],
            summary.Status is BootStatus.Queued or BootStatus.Building ? _wait : null);
    }

    private static ViewLine Read(PrintedLine line) =>
        new(line.Number, AnsiText.ToPlain(line.Raw.Span));

    private readonly record struct PrintedLine(long Sequence, long Number, ReadOnlyMemory<byte> Raw);
}
