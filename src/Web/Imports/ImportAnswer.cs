using Guestfs.Imports;
using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Web.Imports;

/// <summary>What an import recognised and, unless it was a preview, made.</summary>
/// <param name="Created">False for a preview: nothing was stored.</param>
/// <param name="Kind">log, bundle or journal.</param>
/// <param name="Format">What was unpacked, outermost first.</param>
/// <param name="Wrappings">What was peeled off the lines, outermost first.</param>
/// <param name="Unmatched">Lines that neither a rule nor a known prefix matched; they are kept.</param>
public sealed record ImportAnswer(
    bool Created,
    string Kind,
    IReadOnlyList<string> Format,
    IReadOnlyList<string> Wrappings,
    long Lines,
    long Unmatched,
    IReadOnlyList<string> Examples,
    IReadOnlyList<ImportedBootAnswer> Boots)
{
    /// <param name="created">The boots as stored, null for a preview.</param>
    public static ImportAnswer Of(ImportReading reading, IReadOnlyList<BootSummary>? created, string by, DateTimeOffset now) => new(
        created is not null,
        reading.Kind,
        reading.Format,
        reading.Wrappings,
        reading.Lines,
        reading.Unmatched,
        reading.Examples,
        [.. reading.Boots.Select((boot, index) => ImportedBootAnswer.Of(boot, created?[index] ?? boot.Summarise("", by, now), created is not null))]);
}

/// <param name="Id">Null in a preview.</param>
/// <param name="Address">The path of the boot's page; null in a preview.</param>
/// <param name="Outcome">How the boot went.</param>
/// <param name="Total">Nanoseconds; null when the log has order only.</param>
/// <param name="ClockNote">Which parts of the timeline have length; null for a journal, whose times are its own.</param>
public sealed record ImportedBootAnswer(
    string? Id,
    string? Address,
    string Title,
    BootStatus Outcome,
    string Sentence,
    string? Program,
    string? Libguestfs,
    string? GuestKernel,
    string? Qemu,
    string? Accelerator,
    LogClock? Clock,
    string? ClockNote,
    long? FirstLine,
    long? LastLine,
    long? Total,
    IReadOnlyList<StageSpan> Stages)
{
    public static ImportedBootAnswer Of(ImportedBoot boot, BootSummary summary, bool created)
    {
        var log = boot.Log;
        return new ImportedBootAnswer(
            created ? summary.Id : null,
            created ? $"/boots/{summary.Id}" : null,
            Components.Boot.StatusWords.Title(summary),
            boot.Outcome,
            summary.Sentence,
            log?.Program,
            log?.Libguestfs,
            summary.GuestKernel,
            summary.Qemu,
            summary.Accelerator,
            log?.Clock,
            log?.ClockNote,
            log?.FirstLine,
            log?.LastLine,
            summary.OrderOnly ? null : summary.Total,
            summary.Stages);
    }
}
