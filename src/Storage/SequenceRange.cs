using Guestfs.Journal;

namespace Guestfs.Storage;

/// <summary>The sequences, both ends included, that an entry or a run of entries accounts for.</summary>
internal readonly record struct SequenceRange(long First, long Last)
{
    /// <summary>A marker that stands in the place of dropped lines accounts for all of theirs; any other entry for its own.</summary>
    public static SequenceRange Of(JournalEntry entry) =>
        entry.Event is OutputDropped dropped && dropped.FirstSequence <= entry.Sequence && entry.Sequence <= dropped.LastSequence
            ? new SequenceRange(dropped.FirstSequence, dropped.LastSequence)
            : new SequenceRange(entry.Sequence, entry.Sequence);

    /// <summary>What entries account for that follow one another without a gap; null when they do not, or when there are none.</summary>
    public static SequenceRange? OfRun(IReadOnlyList<JournalEntry> entries)
    {
        SequenceRange? run = null;
        foreach (var range in entries.Select(Of))
        {
            if (run is { } before && range.First != before.Last + 1)
            {
                return null;
            }

            run = new SequenceRange(run?.First ?? range.First, range.Last);
        }

        return run;
    }

    public bool Contains(SequenceRange other) => First <= other.First && other.Last <= Last;

    /// <summary>True when some of the range comes before <paramref name="sequence"/> and the rest does not.</summary>
    public bool Straddles(long sequence) => First < sequence && sequence <= Last;

    public bool Overlaps(SequenceRange other) => First <= other.Last && other.First <= Last;
}
