using Guestfs.Pins;
using Microsoft.EntityFrameworkCore;

namespace Guestfs.Storage;

/// <summary>Pins in a relational database.</summary>
internal sealed class PinStore(DatabaseTransactions transactions) : IPinStore
{
    public Task<IReadOnlyList<Pin>> ListAsync(string bootId, CancellationToken cancellationToken) => transactions.ReadAsync<IReadOnlyList<Pin>>(
        async context =>
        {
            var rows = await context.Pins.AsNoTracking().Where(row => row.BootId == bootId).OrderBy(static row => row.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
            return [.. rows.Select(Read)];
        },
        cancellationToken);

    public async Task<Pin?> AddAsync(string bootId, Pin pin, int most, CancellationToken cancellationToken)
    {
        Pin? added = null;
        await transactions.WriteAsync(
            async context =>
            {
                if (await context.Boots.SingleOrDefaultAsync(row => row.Id == bootId, cancellationToken).ConfigureAwait(false) is not { } boot)
                {
                    throw new GuestfsException($"Boot {bootId} is not stored, so no pin could be set on it. It may have been removed.");
                }

                if (await context.Pins.CountAsync(row => row.BootId == bootId, cancellationToken).ConfigureAwait(false) < most)
                {
                    added = pin with { Id = ++boot.LastPin };
                    context.Pins.Add(Row(bootId, added));
                }
            },
            cancellationToken).ConfigureAwait(false);
        return added;
    }

    public async Task<Pin?> ChangeAsync(string bootId, int id, Func<Pin, Pin> change, CancellationToken cancellationToken)
    {
        Pin? changed = null;
        await transactions.WriteAsync(
            async context =>
            {
                if (await context.Pins.SingleOrDefaultAsync(row => row.BootId == bootId && row.Id == id, cancellationToken).ConfigureAwait(false) is { } row)
                {
                    changed = change(Read(row));
                    row.Text = changed.Text;
                    row.ChangedBy = changed.ChangedBy;
                    row.ChangedAt = changed.ChangedAt?.ToUnixTimeMilliseconds();
                }
            },
            cancellationToken).ConfigureAwait(false);
        return changed;
    }

    public async Task<bool> RemoveAsync(string bootId, int id, CancellationToken cancellationToken)
    {
        var removed = 0;
        await transactions.WriteAsync(
            async context => removed = await context.Pins.Where(row => row.BootId == bootId && row.Id == id).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
        return removed > 0;
    }

    internal static PinRow Row(string bootId, Pin pin) => new()
    {
        BootId = bootId,
        Id = pin.Id,
        At = pin.Place.At,
        Line = pin.Place.Line,
        Sequence = pin.Place.Sequence,
        Text = pin.Text,
        CreatedBy = pin.CreatedBy,
        CreatedAt = pin.CreatedAt.ToUnixTimeMilliseconds(),
        ChangedBy = pin.ChangedBy,
        ChangedAt = pin.ChangedAt?.ToUnixTimeMilliseconds(),
    };

    private static Pin Read(PinRow row) => new()
    {
        Id = row.Id,
        Place = new PinPlace(row.At, row.Line, row.Sequence),
        Text = row.Text,
        CreatedBy = row.CreatedBy,
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt),
        ChangedBy = row.ChangedBy,
        ChangedAt = row.ChangedAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null,
    };
}
