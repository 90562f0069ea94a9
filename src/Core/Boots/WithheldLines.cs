using Guestfs.Journal;

namespace Guestfs.Boots;

/// <summary>Bounds what lines that nobody may see take up: beyond the first, those that say nothing of the boot become one marker.</summary>
internal sealed class WithheldLines
{
    private const int Most = 100_000;

    private int _kept;
    private JournalEntry? _first;
    private long _lines;
    private long _bytes;
    private long _last;

    /// <summary>The marker of lines that nothing followed so far; null when there are none.</summary>
    public JournalEntry? Rest => _first is { } first ? first with { Event = new OutputDropped(_lines, _bytes, first.Sequence, _last) } : null;

    /// <summary>The entries to keep for one that came: none, itself, or a marker and itself.</summary>
    public IEnumerable<JournalEntry> Keep(JournalEntry entry)
    {
        if (entry is { Event: OutputWithheld line, Readings: null } && ++_kept > Most)
        {
            _first ??= entry;
            _lines++;
            _bytes += line.Bytes;
            _last = entry.Sequence;
            yield break;
        }

        if (Rest is { } rest)
        {
            yield return rest;
            _first = null;
            _lines = 0;
            _bytes = 0;
        }

        yield return entry;
    }
}
