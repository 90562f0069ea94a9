using System.Text.Json.Serialization;

namespace Guestfs.Journal;

/// <summary>One numbered, timestamped fact of a boot.</summary>
/// <param name="Sequence">Counts from 0 without gaps, except where <see cref="OutputDropped"/> says lines were let go.</param>
/// <param name="Offset">Nanoseconds on the monotonic clock since the request was accepted. A line's offset is that of its first byte.</param>
public sealed record JournalEntry(
    [property: JsonPropertyName("seq")] long Sequence,
    [property: JsonPropertyName("at")] long Offset,
    BootEvent Event)
{
    /// <summary>
    /// What the stage rules read from lines that are withheld from this journal, or that redaction cut into other pieces than they
    /// came in, so that its timeline is that of the boot. Null in a journal with its lines.
    /// </summary>
    [JsonPropertyName("readings")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<LineReading>? Readings { get; init; }
}

/// <summary>A stage rule that held in a line which is withheld or stands at another time.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="At">Nanoseconds since the request at which the piece of the line came.</param>
/// <param name="GuestTime">The guest's own clock in nanoseconds, when the line carried one.</param>
/// <param name="Words">The words the rule takes from the line, by name, such as a module's; never the rest of a line.</param>
public sealed record LineReading(
    OutputSource Source,
    string Rule,
    long At,
    long? GuestTime,
    IReadOnlyDictionary<string, string> Words);
