using System.Runtime.CompilerServices;
using Guestfs.Boots;
using Guestfs.Journal;
using Guestfs.Spooling;
using Guestfs.Timeline;
using Microsoft.EntityFrameworkCore;

namespace Guestfs.Storage;

/// <summary>Journals, summaries and settings in a relational database.</summary>
internal sealed class JournalStore(DatabaseTransactions transactions) : IJournalStore
{
    public Task CreateAsync(BootSummary summary, CancellationToken cancellationToken) => transactions.WriteAsync(
        async context =>
        {
            var requestId = summary.RequestId;
            if (await context.Boots.AnyAsync(row => row.Id == summary.Id || (requestId != null && row.RequestId == requestId), cancellationToken).ConfigureAwait(false))
            {
                throw new GuestfsException($"Boot {summary.Id} or its request is already stored; the stored boot is unchanged.");
            }

            context.Boots.Add(BootRows.Create(summary));
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            await BootWriting.SetOverAsync(context, summary, cancellationToken).ConfigureAwait(false);
        },
        cancellationToken);

    public async Task ImportAsync(IReadOnlyList<StoredImport> boots, CancellationToken cancellationToken)
    {
        // Journals are packed before the transaction, so that boots that run meanwhile wait only while the packed bytes are written.
        using var spool = new Spool();
        var packed = boots.Select(boot => (Journal: PackedJournal.Pack(boot.Summary, boot.Journal, spool, cancellationToken), boot.Pins)).ToList();
        await transactions.WriteAsync(
            async context =>
            {
                foreach (var (journal, pins) in packed)
                {
                    await BootWriting.ImportAsync(context, journal, pins, cancellationToken).ConfigureAwait(false);
                }
            },
            cancellationToken).ConfigureAwait(false);
    }

    public Task AppendAsync(BootSummary summary, IReadOnlyList<JournalEntry> entries, CancellationToken cancellationToken) => transactions.WriteAsync(
        async context =>
        {
            // Nearly always the entries go on where the stored journal stands, which the statement that adds them finds out itself.
            if (SequenceRange.OfRun(entries) is { } run
                && await BootWriting.AppendAsync(context, summary, entries, run.First, run.Last + 1, cancellationToken).ConfigureAwait(false))
            {
                return;
            }

            var stands = await NextAsync(context, summary.Id, cancellationToken).ConfigureAwait(false);
            var next = stands;
            if (entries.Count > 0 && SequenceRange.Of(entries[0]).Straddles(next))
            {
                // Output was let go that is stored in part only.
                next = await DroppedOutput.ReplaceAsync(context, summary.Id, next, entries[0], cancellationToken).ConfigureAwait(false);
                await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
                entries = [.. entries.Skip(1)];
            }

            foreach (var range in entries.Select(SequenceRange.Of))
            {
                next = range.First == next ? range.Last + 1 : throw new GuestfsException(
                    $"Entry {range.First} does not continue the journal of boot {summary.Id}, which stands at {next}; nothing was stored.");
            }

            await BootWriting.AppendAsync(context, summary, entries, stands, next, cancellationToken).ConfigureAwait(false);
        },
        cancellationToken);

    public Task DropAsync(string bootId, JournalEntry marker, CancellationToken cancellationToken) => transactions.WriteAsync(
        async context =>
        {
            var next = await NextAsync(context, bootId, cancellationToken).ConfigureAwait(false);
            var moved = await DroppedOutput.ReplaceAsync(context, bootId, next, marker, cancellationToken).ConfigureAwait(false);
            await context.Boots.Where(row => row.Id == bootId)
                .ExecuteUpdateAsync(boot => boot.SetProperty(static row => row.NextSequence, moved), cancellationToken).ConfigureAwait(false);
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            await BootWriting.SetBytesAsync(context, bootId, cancellationToken).ConfigureAwait(false);
        },
        cancellationToken);

    public async IAsyncEnumerable<JournalEntry> ReadAsync(string bootId, long from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A reader that has begun must not take what is left of a boot for the whole of it.
        var begun = await StandsAsync(bootId, cancellationToken).ConfigureAwait(false) is not null;

        // One short query a segment: a slow reader holds no transaction, and what is rewritten meanwhile is read as it then stands.
        var next = from;
        while (begun && await FindSegmentAsync(bootId, next, cancellationToken).ConfigureAwait(false) is { } segment)
        {
            foreach (var entry in SegmentCodec.Decode(segment))
            {
                if (SequenceRange.Of(entry).Last >= next)
                {
                    yield return entry;
                }
            }

            next = segment.LastSequence + 1;
        }
    }

    public Task<BootSummary?> FindAsync(string bootId, CancellationToken cancellationToken) => transactions.ReadAsync(
        context => FindAsync(context.Summaries.Where(row => row.BootId == bootId), cancellationToken),
        cancellationToken);

    public Task<BootSummary?> FindByRequestAsync(string requestId, CancellationToken cancellationToken) => transactions.ReadAsync(
        context => FindAsync(context.Boots.Where(row => row.RequestId == requestId).Select(static row => row.Summary), cancellationToken),
        cancellationToken);

    public Task<BootPage> ListAsync(BootQuery query, CancellationToken cancellationToken) => transactions.ReadAsync(
        context => BootListing.ListAsync(context, query, cancellationToken),
        cancellationToken);

    public Task<IReadOnlyList<string>> ListUnfinishedAsync(CancellationToken cancellationToken) => transactions.ReadAsync<IReadOnlyList<string>>(
        async context => await context.Boots.Where(static row => !row.HasEnd)
            .OrderBy(static row => row.RequestedAt).ThenBy(static row => row.Id)
            .Select(static row => row.Id)
            .ToListAsync(cancellationToken).ConfigureAwait(false),
        cancellationToken);

    public Task<string?> ReadSettingAsync(string name, CancellationToken cancellationToken) => transactions.ReadAsync(
        context => context.Settings.Where(row => row.Name == name).Select(static row => row.Value).SingleOrDefaultAsync(cancellationToken),
        cancellationToken);

    public Task WriteSettingAsync(string name, string? value, CancellationToken cancellationToken) => transactions.WriteAsync(
        async context =>
        {
            var row = await context.Settings.SingleOrDefaultAsync(row => row.Name == name, cancellationToken).ConfigureAwait(false);
            if (row is null && value is not null)
            {
                context.Settings.Add(new SettingRow { Name = name, Value = value });
            }
            else if (row is not null && value is not null)
            {
                row.Value = value;
            }
            else if (row is not null)
            {
                context.Settings.Remove(row);
            }
        },
        cancellationToken);

    /// <summary>The sequence that the next entry of a boot must have.</summary>
    private static async Task<long> NextAsync(GuestfsDbContext context, string bootId, CancellationToken cancellationToken) =>
        await context.Boots.Where(row => row.Id == bootId).Select(static row => (long?)row.NextSequence).SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new GuestfsException($"Boot {bootId} is not stored, so nothing could be added to it.");

    private static async Task<BootSummary?> FindAsync(IQueryable<SummaryRow> rows, CancellationToken cancellationToken) =>
        await rows.AsNoTracking().SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false) is { } row ? SummaryJson.Read(row) : null;

    private Task<Standing?> StandsAsync(string bootId, CancellationToken cancellationToken) =>
        transactions.ReadAsync(context => StandsAsync(context, bootId, cancellationToken), cancellationToken);

    private static Task<Standing?> StandsAsync(GuestfsDbContext context, string bootId, CancellationToken cancellationToken) =>
        context.Boots.Where(row => row.Id == bootId).Select(static row => new Standing(row.NextSequence, row.HasEnd)).SingleOrDefaultAsync(cancellationToken);

    /// <summary>The segment that a boot which was there goes on with, or null at the end of its journal.</summary>
    private Task<SegmentRow?> FindSegmentAsync(string bootId, long next, CancellationToken cancellationToken) => transactions.ReadAsync<SegmentRow?>(
        async context =>
        {
            var segment = await context.Segments.AsNoTracking()
                .Where(row => row.BootId == bootId && row.LastSequence >= next)
                .OrderBy(static row => row.LastSequence)
                .FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
            if (segment is not null)
            {
                return segment;
            }

            var stands = await StandsAsync(context, bootId, cancellationToken).ConfigureAwait(false)
                ?? throw new GuestfsException($"Boot {bootId} was removed while it was read, so what was read of it is not whole.");
            return stands.HasEnd && next < stands.Next
                ? throw new GuestfsException($"The journal of boot {bootId} ends at entry {next} of {stands.Next} in the database; restore it from a backup to read the rest.")
                : null;
        },
        cancellationToken);

    private sealed record Standing(long Next, bool HasEnd);
}
