using Guestfs.Boots;
using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Core.Tests.Boots;

/// <summary>A real store whose writes fail when told to, before they are made or after.</summary>
internal sealed class FlakyStore(IJournalStore store) : IJournalStore
{
    /// <summary>Asked before each write of a journal, by the name of the member.</summary>
    public Func<string, Outcome> Next { get; set; } = static _ => Outcome.Works;

    public Task CreateAsync(BootSummary summary, CancellationToken cancellationToken) => store.CreateAsync(summary, cancellationToken);

    public Task ImportAsync(IReadOnlyList<StoredImport> boots, CancellationToken cancellationToken) =>
        WriteAsync(nameof(ImportAsync), () => store.ImportAsync(boots, cancellationToken));

    public Task AppendAsync(BootSummary summary, IReadOnlyList<JournalEntry> entries, CancellationToken cancellationToken) =>
        WriteAsync(nameof(AppendAsync), () => store.AppendAsync(summary, entries, cancellationToken));

    public Task DropAsync(string bootId, JournalEntry marker, CancellationToken cancellationToken) =>
        WriteAsync(nameof(DropAsync), () => store.DropAsync(bootId, marker, cancellationToken));

    public IAsyncEnumerable<JournalEntry> ReadAsync(string bootId, long from, CancellationToken cancellationToken) => store.ReadAsync(bootId, from, cancellationToken);

    public Task<BootSummary?> FindAsync(string bootId, CancellationToken cancellationToken) => store.FindAsync(bootId, cancellationToken);

    public Task<BootSummary?> FindByRequestAsync(string requestId, CancellationToken cancellationToken) => store.FindByRequestAsync(requestId, cancellationToken);

    public Task<BootPage> ListAsync(BootQuery query, CancellationToken cancellationToken) => store.ListAsync(query, cancellationToken);

    public Task<IReadOnlyList<string>> ListUnfinishedAsync(CancellationToken cancellationToken) => store.ListUnfinishedAsync(cancellationToken);

    public Task<string?> ReadSettingAsync(string name, CancellationToken cancellationToken) =>
        Next(nameof(ReadSettingAsync)) == Outcome.Works ? store.ReadSettingAsync(name, cancellationToken) : throw Refusal();

    public Task WriteSettingAsync(string name, string? value, CancellationToken cancellationToken) =>
        WriteAsync(nameof(WriteSettingAsync), () => store.WriteSettingAsync(name, value, cancellationToken));

    private async Task WriteAsync(string member, Func<Task> write)
    {
        var outcome = Next(member);
        if (outcome == Outcome.Refuses)
        {
            throw Refusal();
        }

        await write();
        if (outcome == Outcome.LosesAnswer)
        {
            throw new TaskCanceledException("The answer was lost.");
        }
    }

    private static GuestfsException Refusal() => new("The disk of the database is full.");

    internal enum Outcome
    {
        Works,

        /// <summary>Nothing is written.</summary>
        Refuses,

        /// <summary>It is written, and fails all the same.</summary>
        LosesAnswer,
    }
}
