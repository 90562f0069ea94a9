using System.Text;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Guestfs.Journal;

public enum OutputSource
{
    Engine,
    Supermin,
    Qemu,
    Console,
}

/// <summary>
/// Bytes that a child or the engine printed, unedited and including the line end. Equal when the bytes are.
/// In JSON the bytes are <c>text</c> when they are valid UTF-8, else base64 in <c>bytes</c>.
/// </summary>
/// <param name="Terminated">
/// False when the line was shown before its end came; the next line of that source continues it. An empty one that is terminated
/// ends a line whose pieces are there already: a terminal reset followed it and no line feed.
/// </param>
public sealed record OutputLine(
    OutputSource Source,
    [property: JsonIgnore] ReadOnlyMemory<byte> Raw,
    bool Terminated) : BootEvent
{
    [JsonConstructor]
    internal OutputLine(OutputSource source, bool terminated, string? text = null, byte[]? bytes = null)
        : this(source, bytes ?? Encoding.UTF8.GetBytes(text ?? ""), terminated)
    {
    }

    [JsonInclude]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal string? Text => Utf8.IsValid(Raw.Span) ? Encoding.UTF8.GetString(Raw.Span) : null;

    [JsonInclude]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal byte[]? Bytes => Utf8.IsValid(Raw.Span) ? null : Raw.ToArray();

    public bool Equals(OutputLine? other) =>
        other is not null
        && Source == other.Source
        && Terminated == other.Terminated
        && Raw.Span.SequenceEqual(other.Raw.Span);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Source);
        hash.Add(Terminated);
        hash.AddBytes(Raw.Span);
        return hash.ToHashCode();
    }
}
