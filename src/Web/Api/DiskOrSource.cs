using System.Text.Json;
using System.Text.Json.Serialization;
using Guestfs.Journal;

namespace Guestfs.Web.Api;

/// <summary>A disk in a body may be its source alone, such as <c>"images:a.qcow2"</c>, and then has what is usual.</summary>
internal sealed class DiskOrSource : JsonConverter<DiskRequest>
{
    /// <summary>How bodies are read.</summary>
    public static JsonSerializerOptions Options { get; } = new(JournalJson.Options) { Converters = { new DiskOrSource() } };

    public override DiskRequest? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? new DiskRequest { Source = reader.GetString()! }
            : JsonSerializer.Deserialize<DiskRequest>(ref reader, JournalJson.Options);

    public override void Write(Utf8JsonWriter writer, DiskRequest value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, JournalJson.Options);
}
