using System.Runtime.CompilerServices;
using Guestfs.Journal;
using Guestfs.Pins;
using Guestfs.Shares;
using Guestfs.Timeline;

namespace Guestfs.Boots;

/// <summary>A boot as the holder of a share's link may see it, under the share's title where it has one.</summary>
internal sealed class SharedBootReader(SharedBoots boots, IBootEngine engine, PinDesk pins, Share share, string address) : IBootReader
{
    public string Id => share.BootId;

    public string Address => address;

    public long Edition { get; private set; }

    public bool ShowsConsole => share.Contents.Console;

    public async Task<BootSummary?> FindAsync(CancellationToken cancellationToken)
    {
        if (await engine.FindAsync(share.BootId, cancellationToken).ConfigureAwait(false) is not { } summary)
        {
            return null;
        }

        var boot = boots.Enter(share);
        try
        {
            await boot.ReachAsync(summary.Entries, cancellationToken).ConfigureAwait(false);
            Edition = boot.Edition;
            return share.Title is { } title && boot.Summary is { } named ? named with { Title = title } : boot.Summary;
        }
        finally
        {
            boots.Leave(share, boot);
        }
    }

    public async Task<IReadOnlyList<Pin>> ReadPinsAsync(CancellationToken cancellationToken) =>
        share.Contents.Pins ? await RedactAsync(await pins.ListAsync(share.BootId, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false) : [];

    public async IAsyncEnumerable<IReadOnlyList<Pin>> WatchPinsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!share.Contents.Pins)
        {
            yield break;
        }

        await foreach (var list in pins.WatchAsync(share.BootId, cancellationToken).ConfigureAwait(false))
        {
            yield return await RedactAsync(list, cancellationToken).ConfigureAwait(false);
        }
    }

    public async IAsyncEnumerable<JournalEntry> ReadAsync(
        long from,
        bool follow,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await engine.FindAsync(share.BootId, cancellationToken).ConfigureAwait(false) is not { } summary)
        {
            yield break;
        }

        var boot = boots.Enter(share);
        try
        {
            await boot.ReachAsync(summary.Entries, cancellationToken).ConfigureAwait(false);
            await foreach (var entry in boot.ReadAsync(from, follow ? long.MaxValue : summary.Entries, cancellationToken).ConfigureAwait(false))
            {
                yield return Titled(entry);
            }
        }
        finally
        {
            boots.Leave(share, boot);
        }
    }

    /// <summary>The request names the boot, so whatever is made of the journal has the name that stands there.</summary>
    private JournalEntry Titled(JournalEntry entry) => share.Title is { } title && entry.Event is BootRequested requested
        ? entry with { Event = requested with { Request = requested.Request with { Title = title } } }
        : entry;

    /// <summary>With all that is known of the boot by now, since a pin may say what any line before gave away.</summary>
    private async Task<IReadOnlyList<Pin>> RedactAsync(IReadOnlyList<Pin> list, CancellationToken cancellationToken)
    {
        if (list.Count == 0 || await engine.FindAsync(share.BootId, cancellationToken).ConfigureAwait(false) is not { } summary)
        {
            return [];
        }

        var boot = boots.Enter(share);
        try
        {
            await boot.ReachAsync(summary.Entries, cancellationToken).ConfigureAwait(false);
            return boot.Redact(list);
        }
        finally
        {
            boots.Leave(share, boot);
        }
    }
}
