using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Guestfs.Journal;

/// <summary>
/// The journal as JSON: <c>{"seq":0,"at":0,"event":{"type":"requested",...}}</c>, one entry per line in a file or stream (NDJSON).
/// Members a reader does not know are passed over; event types it does not know are refused.
/// </summary>
public static class JournalJson
{
    private static readonly JsonTypeInfo<JournalEntry> EntryType;

    private static readonly JsonTypeInfo<BootEvent> EventType;

    static JournalJson()
    {
        Apply(Options);
        Options.MakeReadOnly();
        EntryType = (JsonTypeInfo<JournalEntry>)Options.GetTypeInfo(typeof(JournalEntry));
        EventType = (JsonTypeInfo<BootEvent>)Options.GetTypeInfo(typeof(BootEvent));
    }

    /// <summary>Read-only. Every other serialiser of journal types must write as these do.</summary>
    public static JsonSerializerOptions Options { get; } = new();

    /// <summary>Makes a serialiser that owns its options, such as SignalR's, write journal types as this one does.</summary>
    public static void Apply(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = true;
        options.AllowOutOfOrderMetadataProperties = true;
        options.AllowDuplicateProperties = false;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.MaxDepth = 16;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        // Read by reflection: generated contracts lose the defaults of init-only members that are absent, such as BootRequest.Cpus.
        options.TypeInfoResolver = new DefaultJsonTypeInfoResolver();
    }

    /// <summary>One entry as UTF-8, without a line end.</summary>
    public static byte[] Write(JournalEntry entry) =>
        JsonSerializer.SerializeToUtf8Bytes(entry, EntryType);

    /// <summary>Appends one entry and a line feed.</summary>
    public static void WriteLine(IBufferWriter<byte> output, JournalEntry entry)
    {
        using (var writer = new Utf8JsonWriter(output))
        {
            JsonSerializer.Serialize(writer, entry, EntryType);
        }

        output.Write("\n"u8);
    }

    /// <summary>The event alone, for stores that keep sequence and offset in columns of their own.</summary>
    public static string WriteEvent(BootEvent bootEvent) =>
        JsonSerializer.Serialize(bootEvent, EventType);

    /// <exception cref="JournalFormatException">The text is not an entry, or a newer version wrote it.</exception>
    public static JournalEntry Read(ReadOnlySpan<byte> utf8)
    {
        JournalEntry? entry;
        try
        {
            entry = JsonSerializer.Deserialize(utf8, EntryType);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            throw Unreadable(exception);
        }

        if (entry is null or { Sequence: < 0 } or { Offset: < 0 })
        {
            throw new JournalFormatException("A journal entry has no sequence or offset of at least 0; the journal was not read further.");
        }

        Check(entry.Event);
        return entry;
    }

    /// <exception cref="JournalFormatException">The text is not an event, or a newer version wrote it.</exception>
    public static BootEvent ReadEvent(string json)
    {
        BootEvent? bootEvent;
        try
        {
            bootEvent = JsonSerializer.Deserialize(json, EventType);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            throw Unreadable(exception);
        }

        Check(bootEvent);
        return bootEvent!;
    }

    /// <summary>Every entry of an NDJSON document; empty lines are passed over.</summary>
    /// <exception cref="JournalFormatException">A line is not an entry; the message names it.</exception>
    public static IEnumerable<JournalEntry> ReadLines(ReadOnlyMemory<byte> ndjson)
    {
        for (var number = 1; !ndjson.IsEmpty; number++)
        {
            var end = ndjson.Span.IndexOf((byte)'\n');
            var line = end < 0 ? ndjson : ndjson[..end];
            ndjson = end < 0 ? default : ndjson[(end + 1)..];
            if (!line.Span.Trim(" \r\t"u8).IsEmpty)
            {
                yield return ReadNumbered(line.Span, number);
            }
        }
    }

    private static JournalEntry ReadNumbered(ReadOnlySpan<byte> line, int number)
    {
        try
        {
            return Read(line);
        }
        catch (JournalFormatException exception)
        {
            throw new JournalFormatException($"Line {number}: {exception.Message}", exception);
        }
    }

    private static void Check(BootEvent? bootEvent)
    {
        switch (bootEvent)
        {
            case null:
                throw new JournalFormatException("A journal entry has no event; the journal was not read further.");
            case BootRequested { Format: > JournalFormat.Version } newer:
                throw new JournalFormatException(
                    $"The journal has format {newer.Format} and this Guestfs reads formats up to {JournalFormat.Version}; read it with a newer Guestfs.");
        }
    }

    private static JournalFormatException Unreadable(Exception exception) =>
        new($"A journal entry cannot be read: {exception.Message}", exception);
}
