using Guestfs.Journal;
using Microsoft.EntityFrameworkCore;

namespace Guestfs.Storage;

/// <summary>Puts a marker in the place of the entries it names.</summary>
internal static class DroppedOutput
{
    /// <summary>The caller saves. Some of the last entries named may not be stored yet; the journal then goes on after the marker's range.</summary>
    /// <param name="next">The sequence that the next entry must have.</param>
    /// <returns>The same afterwards.</returns>
    public static async Task<long> ReplaceAsync(
        GuestfsDbContext context,
        string bootId,
        long next,
        JournalEntry marker,
        CancellationToken cancellationToken)
    {
        var range = RangeOf(marker);
        if (range.First > next)
        {
            throw new GuestfsException(
                $"Entries {range.First} to {range.Last} of boot {bootId} cannot be dropped, as its journal stands at {next}; nothing was changed.");
        }

        var kept = await ReadKeptAsync(context, bootId, range, cancellationToken).ConfigureAwait(false);
        if (kept.Find(entry => range.Overlaps(SequenceRange.Of(entry))) is { } cut)
        {
            throw new GuestfsException(
                $"Entries {range.First} to {range.Last} of boot {bootId} cannot be dropped, as they hold a part of what marker {cut.Sequence} stands for; nothing was changed.");
        }

        await Touching(context, bootId, range).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);

        // The marker stands in a segment of its own, so that one that grows over it later rewrites nothing before it.
        context.Segments.AddRange(SegmentCodec.Encode(bootId, kept.FindAll(entry => entry.Sequence < range.First)));
        context.Segments.AddRange(SegmentCodec.Encode(bootId, [marker]));
        context.Segments.AddRange(SegmentCodec.Encode(bootId, kept.FindAll(entry => entry.Sequence > range.Last)));
        return Math.Max(next, range.Last + 1);
    }

    /// <summary>What stands in the same segments as the range but is not of it. Segments within the range are not read.</summary>
    private static async Task<List<JournalEntry>> ReadKeptAsync(
        GuestfsDbContext context,
        string bootId,
        SequenceRange range,
        CancellationToken cancellationToken)
    {
        var cut = await Touching(context, bootId, range)
            .Where(row => row.FirstSequence < range.First || row.LastSequence > range.Last)
            .OrderBy(static row => row.LastSequence)
            .AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. cut.SelectMany(SegmentCodec.Decode).Where(entry => !range.Contains(SequenceRange.Of(entry)))];
    }

    private static IQueryable<SegmentRow> Touching(GuestfsDbContext context, string bootId, SequenceRange range) =>
        context.Segments.Where(row => row.BootId == bootId && row.LastSequence >= range.First && row.FirstSequence <= range.Last);

    private static SequenceRange RangeOf(JournalEntry marker)
    {
        var range = SequenceRange.Of(marker);
        return marker.Event is OutputDropped dropped && range == new SequenceRange(dropped.FirstSequence, dropped.LastSequence)
            ? range
            : throw new ArgumentException("The marker of dropped output must have one of the sequences it names.", nameof(marker));
    }
}
