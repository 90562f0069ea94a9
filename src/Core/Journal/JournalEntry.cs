using System.Text.Json.Serialization;

namespace Guestfs.Journal;

/// <summary>One numbered, timestamped fact of a boot.</summary>
/// <param name="Sequence">Counts from 0 without gaps, except where <see cref="OutputDropped"/> says lines were let go.</param>
/// <param name="Offset">Nanoseconds on the monotonic clock since the request was accepted. A line's offset is that of its first byte.</param>
public sealed record JournalEntry(
    [property: JsonPropertyName("seq")] long Sequence,
    [property: JsonPropertyName("at")] long Offset,
    BootEvent Event);
