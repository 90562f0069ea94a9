using Guestfs.Journal;
using Guestfs.Pins;
using Guestfs.Timeline;

namespace Guestfs.Imports;

/// <summary>A whole boot read from what was given, not yet stored.</summary>
/// <param name="Kind">log, bundle or journal.</param>
/// <param name="File">The name of what it was read from, if it had one.</param>
/// <param name="Outcome">How the boot went.</param>
/// <param name="Log">What the log said, for a boot that was read from one, now or before it was exported.</param>
/// <param name="Folded">The whole as the timeline's fold sees it, without an id.</param>
/// <param name="Journal">Read anew each time, from where the import keeps it until it is disposed.</param>
public sealed record ImportedBoot(
    string Kind, string? File, BootStatus Outcome, LogImported? Log, BootSummary Folded, IEnumerable<JournalEntry> Journal)
{
    /// <summary>Those that came along, which stay as they were.</summary>
    public IReadOnlyList<Pin> Pins { get; init; } = [];

    /// <summary>The summary to store: marked as imported, by the same fold as every other boot's.</summary>
    /// <param name="id">The boot's new id.</param>
    /// <param name="place">Its place among the boots of the import.</param>
    /// <param name="sha256">Of what was given.</param>
    public BootSummary Summarise(string id, string by, DateTimeOffset at, int place, string sha256) =>
        Mark(Folded with { Id = id }, new BootImport(File, Kind, at, by, Outcome) { Place = place, Sha256 = sha256 });

    /// <summary>
    /// A folded summary as that of an imported boot. Its request id is let go: the original boot may be in the same store.
    /// </summary>
    public static BootSummary Mark(BootSummary folded, BootImport? import) =>
        import is null ? folded : folded with { Imported = import, Status = BootStatus.Imported, RequestId = null };
}
