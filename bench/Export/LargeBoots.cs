using System.Globalization;
using System.Text;
using Guestfs.Boots;
using Guestfs.Journal;
using Guestfs.Storage;
using Guestfs.Timeline;
using Microsoft.Extensions.DependencyInjection;

namespace Guestfs.Bench.Export;

/// <summary>Boots put straight into a database, as if they had run: kernel lines between the start and the end of one guest.</summary>
internal static class LargeBoots
{
    private const int Batch = 5_000;
    private const long Line = 1_000_000;

    /// <param name="bytes">What the guest printed.</param>
    /// <param name="head">What is kept of its beginning; the rest of what is kept is its end.</param>
    public static async Task SeedAsync(string dataDirectory, string id, long bytes, long head, long tail)
    {
        await using var services = new ServiceCollection().AddGuestfsStorage(dataDirectory).BuildServiceProvider();
        await services.GetRequiredService<StorageSetup>().MigrateAsync(CancellationToken.None);
        var store = services.GetRequiredService<IJournalStore>();
        var fold = new BootFold();
        var batch = new List<JournalEntry>();
        await store.CreateAsync(new BootSummary { Id = id, RequestedAt = DateTimeOffset.UnixEpoch }, CancellationToken.None);
        foreach (var entry in Entries(bytes, head, tail))
        {
            fold.Add(entry);
            batch.Add(entry);
            if (batch.Count == Batch)
            {
                await store.AppendAsync(fold.Summary(id), batch, CancellationToken.None);
                batch.Clear();
            }
        }

        await store.AppendAsync(fold.Summary(id), batch, CancellationToken.None);
    }

    private static IEnumerable<JournalEntry> Entries(long bytes, long head, long tail)
    {
        var sequence = 0L;
        JournalEntry Next(BootEvent bootEvent) => new(sequence, sequence++ * Line, bootEvent);
        yield return Next(new BootRequested(new BootRequest { Title = Title(bytes) }, "bench", new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new HostFacts { Host = "bench" }));
        yield return Next(new BootAdmitted());
        yield return Next(new AttemptStarted(1, "tcg", "asked for"));
        for (var printed = 0L; printed < bytes;)
        {
            var text = Encoding.ASCII.GetBytes(string.Create(
                CultureInfo.InvariantCulture, $"[{sequence / 1000.0,12:0.000000}] virtio_blk virtio{sequence % 7}: [vd{(char)('a' + (sequence % 26))}] {sequence * 2654435761 % 1_000_000_007} logical blocks\r\n"));
            if (printed >= head && printed < bytes - tail)
            {
                var lines = (bytes - tail - printed) / text.Length;
                yield return new JournalEntry(sequence, sequence * Line, new OutputDropped(lines, lines * text.Length, sequence, sequence + lines - 1));
                sequence += lines;
                printed = bytes - tail;
                continue;
            }

            printed += text.Length;
            yield return Next(new OutputLine(OutputSource.Console, text, true));
        }

        yield return Next(new LaunchFlagReceived());
        yield return Next(new BootEnded(BootStatus.Finished, "Measured.", null));

        static string Title(long bytes) => $"{bytes / 1_000_000} MB";
    }
}
