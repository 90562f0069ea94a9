using System.Text;
using Guestfs.Boots;
using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Core.Tests.Storage;

internal static class Samples
{
    public static readonly DateTimeOffset Start = new(2026, 5, 3, 9, 0, 0, TimeSpan.Zero);

    public static BootSummary Summary(string id, BootStatus status = BootStatus.Booting, int minute = 0) =>
        new() { Id = id, Status = status, RequestedAt = Start.AddMinutes(minute) };

    public static JournalEntry Line(long sequence) =>
        new(sequence, sequence * 1_000_000, new OutputLine(OutputSource.Console, Encoding.UTF8.GetBytes($"line {sequence}\r\n"), Terminated: true));

    public static List<JournalEntry> Lines(long first, int count) =>
        [.. Enumerable.Range(0, count).Select(i => Line(first + i))];

    public static JournalEntry Marker(long sequence, long first, long last) =>
        new(sequence, sequence * 1_000_000, new OutputDropped(last - first + 1, 100, first, last));

    public static JournalEntry End(long sequence, BootStatus status = BootStatus.Finished) =>
        new(sequence, sequence * 1_000_000, new BootEnded(status, "The boot ended.", null));

    /// <summary>Everything an entry holds, for comparison; records with lists do not compare by content.</summary>
    public static string Text(JournalEntry entry) => Encoding.UTF8.GetString(JournalJson.Write(entry));

    public static async Task<List<JournalEntry>> ReadAllAsync(this IJournalStore store, string bootId, long from = 0)
    {
        var entries = new List<JournalEntry>();
        await foreach (var entry in store.ReadAsync(bootId, from, TestContext.Current.CancellationToken))
        {
            entries.Add(entry);
        }

        return entries;
    }

    public static async Task<List<long>> ReadSequencesAsync(this IJournalStore store, string bootId, long from = 0) =>
        [.. (await store.ReadAllAsync(bootId, from)).Select(entry => entry.Sequence)];
}
