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

    public bool Contains(SequenceRange other) => First <= other.First && other.Last <= Last;

    /// <summary>True when some of the range comes before <paramref name="sequence"/> and the rest does not.</summary>
    public bool Straddles(long sequence) => First < sequence && sequence <= Last;

    public bool Overlaps(SequenceRange other) => First <= other.Last && other.First <= Last;
}
