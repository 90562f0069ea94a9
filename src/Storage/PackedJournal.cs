using Guestfs.Journal;
using Guestfs.Spooling;
using Guestfs.Timeline;

namespace Guestfs.Storage;

/// <summary>A whole journal as the segments it is stored in, whose bytes lie in a temporary file until then.</summary>
/// <param name="Next">The sequence after the last entry.</param>
internal sealed record PackedJournal(BootSummary Summary, long Next, IReadOnlyList<PackedSegment> Segments, Spool Spool)
{
    /// <exception cref="GuestfsException">The entries do not follow one another from sequence 0 on.</exception>
    public static PackedJournal Pack(BootSummary summary, IEnumerable<JournalEntry> journal, Spool spool, CancellationToken cancellationToken)
    {
        var next = 0L;
        var segments = new List<PackedSegment>();
        foreach (var segment in SegmentCodec.Encode(summary.Id, Following()))
        {
            cancellationToken.ThrowIfCancellationRequested();
            segments.Add(new PackedSegment(segment.FirstSequence, segment.LastSequence, segment.Size, spool.Length, segment.Payload.Length));
            spool.Write(segment.Payload);
        }

        return new PackedJournal(summary, next, segments, spool);

        IEnumerable<JournalEntry> Following()
        {
            foreach (var entry in journal)
            {
                var range = SequenceRange.Of(entry);
                next = range.First == next ? range.Last + 1 : throw new GuestfsException(
                    $"Entry {range.First} does not continue the journal, which stands at {next}; nothing was imported.");
                yield return entry;
            }
        }
    }

    /// <summary>One row at a time.</summary>
    public IEnumerable<SegmentRow> Rows() => Segments.Select(segment =>
    {
        var payload = new byte[segment.Length];
        Spool.Read(segment.Place, payload);
        return new SegmentRow
        {
            BootId = Summary.Id,
            FirstSequence = segment.FirstSequence,
            LastSequence = segment.LastSequence,
            Size = segment.Size,
            Payload = payload,
        };
    });
}

/// <param name="Size">The payload's length in bytes once decompressed.</param>
/// <param name="Place">Where the payload lies.</param>
internal readonly record struct PackedSegment(long FirstSequence, long LastSequence, int Size, long Place, int Length);
