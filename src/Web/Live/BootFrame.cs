using System.Text.Json.Serialization;
using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Web.Live;

/// <summary>One journal entry with everything it changes on the screen.</summary>
/// <param name="At">Nanoseconds since the request.</param>
/// <param name="Event">The fact itself, as the journal's JSON writes it; lines carry every byte.</param>
/// <param name="Changes">What changed in the timeline; null when nothing did.</param>
/// <param name="Line">The console line it adds or continues.</param>
/// <param name="Status">How the boot stands, when that changed.</param>
public sealed record BootFrame(
    [property: JsonPropertyName("seq")] long Sequence,
    long At,
    BootEvent Event,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<TimelineChange>? Changes = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] FrameLine? Line = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] FrameStatus? Status = null);

/// <param name="Number">Counts from 1 over all sources; numbers of lines let go are never used again.</param>
/// <param name="Source">engine, supermin, qemu or console.</param>
/// <param name="Runs">Safe text with its style, in order. A line of the same number continues what came before.</param>
public sealed record FrameLine(long Number, string Source, IReadOnlyList<FrameRun> Runs);

/// <param name="Style">Words from the console's style sheet, such as "bold f1"; null for plain text.</param>
public sealed record FrameRun(
    string Text,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Style = null);

/// <param name="Stage">The stage the boot is in or ended in; null before the first.</param>
public sealed record FrameStatus(BootStatus Status, string Sentence, string? Stage);
