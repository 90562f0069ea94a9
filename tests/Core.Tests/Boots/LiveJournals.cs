using System.Text;
using Guestfs.Boots;
using Guestfs.Journal;

namespace Guestfs.Core.Tests.Boots;

/// <summary>Journals of boots that never ran.</summary>
internal static class LiveJournals
{
    public static readonly BootEnded End = new(BootStatus.Finished, "Over.", null);

    public static LiveJournal Create(TimeProvider? time = null, string? bootId = null, long keepHead = 1 << 20, long keepTail = 1 << 20) =>
        new(bootId ?? BootId.Create(), time ?? TimeProvider.System, new OutputBudget(keepHead, keepTail));

    public static OutputLine Line(string text) => new(OutputSource.Console, Encoding.UTF8.GetBytes(text + "\r\n"), Terminated: true);

    public static BootRequested Requested(BootRequest? request = null) =>
        new(request ?? new BootRequest(), "ada", new DateTimeOffset(2026, 5, 3, 9, 0, 0, TimeSpan.Zero), new HostFacts { Host = "host1" });

    public static async Task<List<JournalEntry>> ReadAllAsync(this LiveJournal journal, long from = 0, bool follow = true)
    {
        var entries = new List<JournalEntry>();
        await foreach (var entry in journal.ReadAsync(from, follow, TestContext.Current.CancellationToken))
        {
            entries.Add(entry);
        }

        return entries;
    }
}
