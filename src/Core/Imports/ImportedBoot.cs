using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Imports;

/// <summary>A whole boot read from what was given, not yet stored.</summary>
/// <param name="Kind">log, bundle or journal.</param>
/// <param name="File">The name of what it was read from, if it had one.</param>
/// <param name="Outcome">How the boot went.</param>
public sealed record ImportedBoot(string Kind, string? File, BootStatus Outcome, IReadOnlyList<JournalEntry> Journal)
{
    /// <summary>The summary to store: marked as imported, by the same fold as every other boot's.</summary>
    /// <param name="id">The boot's new id.</param>
    public BootSummary Summarise(string id, string by, DateTimeOffset at)
    {
        var fold = new BootFold();
        foreach (var entry in Journal)
        {
            fold.Add(entry);
        }

        return Mark(fold.Summary(id), new BootImport(File, Kind, at, by, Outcome));
    }

    /// <summary>
    /// A folded summary as that of an imported boot. Its request id is let go: the original boot may be in the same store.
    /// </summary>
    public static BootSummary Mark(BootSummary folded, BootImport? import) =>
        import is null ? folded : folded with { Imported = import, Status = BootStatus.Imported, RequestId = null };
}

/// <summary>Everything an import recognised.</summary>
/// <param name="Kind">log, bundle or journal.</param>
/// <param name="Format">What was unpacked, such as "gzip"; empty for plain text.</param>
/// <param name="Lines">How many lines were read.</param>
/// <param name="Unmatched">How many of them neither a rule nor a known prefix matched.</param>
public sealed record ImportReading(
    string Kind,
    IReadOnlyList<string> Format,
    IReadOnlyList<string> Wrappings,
    long Lines,
    long Unmatched,
    IReadOnlyList<string> Examples,
    IReadOnlyList<ImportedBoot> Boots);
