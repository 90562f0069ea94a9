using Guestfs.Journal;
using Guestfs.Pins;
using Guestfs.Timeline;
using Microsoft.EntityFrameworkCore;

namespace Guestfs.Storage;

/// <summary>
/// The writes of one append as statements. Every running boot makes them four times a second, and tracked entities took
/// twice the processor time, which is counted against the boot.
/// </summary>
internal static class BootWriting
{
    /// <summary>The setting that holds the last place in the order of ends, once its boot is removed: no place is given twice.</summary>
    public const string LastEndOrder = "last-end-order";

    /// <param name="stands">The sequence that the stored journal stands at.</param>
    /// <param name="next">The sequence after the last entry.</param>
    /// <returns>False when the journal does not stand there; nothing is written then.</returns>
    public static async Task<bool> AppendAsync(
        GuestfsDbContext context,
        BootSummary summary,
        IReadOnlyList<JournalEntry> entries,
        long stands,
        long next,
        CancellationToken cancellationToken)
    {
        var boot = BootRows.Create(summary);
        var hasEnd = entries.Any(static entry => entry.Event is BootEnded);
        var found = await context.Database.ExecuteSqlAsync(
            $"""
            UPDATE "Boots" SET
                "Status" = {boot.Status.ToString()}, "Stage" = {boot.Stage}, "Accelerator" = {boot.Accelerator}, "Label" = {boot.Label},
                "RequestedAt" = {boot.RequestedAt}, "Total" = {boot.Total}, "Search" = {boot.Search},
                "NextSequence" = {next}, "HasEnd" = ("HasEnd" OR {hasEnd})
            WHERE "Id" = {boot.Id} AND "NextSequence" = {stands}
            """,
            cancellationToken).ConfigureAwait(false);
        if (found == 0)
        {
            return false;
        }

        await context.Database.ExecuteSqlAsync(
            $"""UPDATE "Summaries" SET "Json" = {boot.Summary.Json} WHERE "BootId" = {boot.Id}""",
            cancellationToken).ConfigureAwait(false);
        await InsertAsync(context, SegmentCodec.Encode(boot.Id, entries), cancellationToken).ConfigureAwait(false);
        await SetOverAsync(context, summary, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>A whole boot at once. It is over even when its journal was cut off, so that no start of the server adds to it.</summary>
    public static async Task ImportAsync(GuestfsDbContext context, PackedJournal boot, IReadOnlyList<Pin> pins, CancellationToken cancellationToken)
    {
        var summary = boot.Summary;
        if (!summary.Status.IsOver() || await context.Boots.AnyAsync(row => row.Id == summary.Id, cancellationToken).ConfigureAwait(false))
        {
            throw new GuestfsException($"Boot {summary.Id} is not over or is already stored; nothing was imported.");
        }

        var row = BootRows.Create(summary);
        (row.HasEnd, row.NextSequence) = (true, boot.Next);
        row.LastPin = pins.Count == 0 ? 0 : pins.Max(static pin => pin.Id);
        context.Boots.Add(row);
        context.Pins.AddRange(pins.Select(pin => PinStore.Row(summary.Id, pin)));
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        context.ChangeTracker.Clear();
        await InsertAsync(context, boot.Rows(), cancellationToken).ConfigureAwait(false);
        await SetOverAsync(context, summary, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives a boot that is over its place in the order of those that are, the time, and its size.</summary>
    public static async Task SetOverAsync(GuestfsDbContext context, BootSummary summary, CancellationToken cancellationToken)
    {
        if (summary.Status.IsOver())
        {
            var overAt = (summary.Imported?.At ?? summary.RequestedAt.AddTicks(summary.Total / 100)).ToUnixTimeMilliseconds();
            await context.Database.ExecuteSqlAsync(
                $"""
                UPDATE "Boots" SET
                    "OverAt" = {overAt},
                    "EndOrder" = COALESCE("EndOrder", (
                        SELECT MAX("Last") + 1 FROM (
                            SELECT COALESCE(MAX("EndOrder"), 0) AS "Last" FROM "Boots"
                            UNION ALL SELECT CAST("Value" AS INTEGER) FROM "Settings" WHERE "Name" = {LastEndOrder})))
                WHERE "Id" = {summary.Id}
                """,
                cancellationToken).ConfigureAwait(false);
            await SetBytesAsync(context, summary.Id, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Counts what a boot that is over takes. Those that are not over are not counted, since that would cost them time.</summary>
    public static Task SetBytesAsync(GuestfsDbContext context, string bootId, CancellationToken cancellationToken) => context.Database.ExecuteSqlAsync(
        $"""
        UPDATE "Boots" SET
            "Bytes" = (SELECT COALESCE(SUM(LENGTH("Payload")), 0) FROM "JournalSegments" WHERE "BootId" = {bootId})
                + (SELECT LENGTH("Json") FROM "Summaries" WHERE "BootId" = {bootId})
        WHERE "Id" = {bootId} AND "OverAt" IS NOT NULL
        """,
        cancellationToken);

    private static async Task InsertAsync(GuestfsDbContext context, IEnumerable<SegmentRow> segments, CancellationToken cancellationToken)
    {
        foreach (var segment in segments)
        {
            await context.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO "JournalSegments" ("BootId", "LastSequence", "FirstSequence", "Size", "Payload")
                VALUES ({segment.BootId}, {segment.LastSequence}, {segment.FirstSequence}, {segment.Size}, {segment.Payload})
                """,
                cancellationToken).ConfigureAwait(false);
        }
    }
}
