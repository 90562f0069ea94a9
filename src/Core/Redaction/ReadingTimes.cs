using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Redaction;

/// <summary>
/// Keeps when a line was read. A redacted line is handed out in other pieces than it came in, as a word is held back until it is
/// whole, and what the rules read from it would seem to have happened only then.
/// </summary>
internal sealed class ReadingTimes
{
    /// <summary>Readings of texts that redaction took away are never asked for; no more than this wait.</summary>
    private const int Most = 1_000;

    private readonly TimelineBuilder _given = new();
    private readonly TimelineBuilder _shown = new();
    private readonly List<LineReading> _waiting = [];

    public ReadingTimes()
    {
        _given.KeepReadings();
        _shown.KeepReadings();
    }

    /// <param name="given">The entry as it is in the journal.</param>
    /// <param name="shown">The same, redacted.</param>
    /// <returns>The redacted entry, with what is read from it at another time than its own.</returns>
    public JournalEntry Keep(JournalEntry given, JournalEntry shown)
    {
        _given.Add(given);
        _waiting.AddRange(_given.TakeReadings() ?? []);
        _waiting.RemoveRange(0, Math.Max(0, _waiting.Count - Most));
        _shown.Add(shown);
        var moved = (_shown.TakeReadings() ?? []).Select(Move).OfType<LineReading>().ToList();
        if (given.Event is OutputLine { Terminated: true } line)
        {
            // Of a whole line all is shown, so what was taken away with it must not stand for a later one.
            _waiting.RemoveAll(reading => reading.Source == line.Source);
        }

        return moved.Count == 0 ? shown : shown with { Readings = moved };
    }

    /// <summary>The reading at the time it was made of what was given; null when that is its own.</summary>
    private LineReading? Move(LineReading shown)
    {
        var place = _waiting.FindIndex(reading => reading.Source == shown.Source && reading.Rule == shown.Rule);
        if (place < 0)
        {
            return null;
        }

        var given = _waiting[place];
        _waiting.RemoveAt(place);
        return given.At == shown.At ? null : shown with { At = given.At };
    }
}
