using Guestfs.Imports;
using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Web.Imports;

/// <summary>What an import recognised and, unless it was a preview, made.</summary>
/// <param name="Created">False when nothing was stored: for a preview, and when the boots are there already.</param>
/// <param name="Already">The same bytes were imported before; the boots are those that are there.</param>
/// <param name="Kind">log, bundle or journal.</param>
/// <param name="Format">What was unpacked, outermost first.</param>
/// <param name="Wrappings">What was peeled off the lines, outermost first.</param>
/// <param name="Unmatched">Lines that neither a rule nor a known prefix matched; they are kept.</param>
public sealed record ImportAnswer(
    bool Created,
    bool Already,
    string Kind,
    IReadOnlyList<string> Format,
    IReadOnlyList<string> Wrappings,
    long Lines,
    long Unmatched,
    IReadOnlyList<string> Examples,
    IReadOnlyList<ImportedBootAnswer> Boots)
{
    /// <param name="created">The boots as stored, null for a preview.</param>
    /// <param name="there">Those of an earlier import of the same bytes, if any.</param>
    public static ImportAnswer Of(ImportReading reading, IReadOnlyList<BootSummary>? created, IReadOnlyList<BootSummary> there, string by, DateTimeOffset now)
    {
        var stored = created ?? (there.Count > 0 ? there : null);
        return new ImportAnswer(
            created is not null,
            there.Count > 0,
            reading.Kind,
            reading.Format,
            reading.Wrappings,
            reading.Lines,
            reading.Unmatched,
            reading.Examples,
            [.. reading.Boots.Select((boot, index) => ImportedBootAnswer.Of(boot, stored?[index] ?? boot.Summarise("", by, now, index, reading.Sha256), stored is not null))]);
    }
}

/// <param name="Id">Null in a preview of what is not there yet.</param>
/// <param name="Address">The path of the boot's page; null without an id.</param>
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
    public static ImportedBootAnswer Of(ImportedBoot boot, BootSummary summary, bool stored)
    {
        var log = boot.Log;
        return new ImportedBootAnswer(
            stored ? summary.Id : null,
            stored ? $"/boots/{summary.Id}" : null,
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
