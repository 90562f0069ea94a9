using System.Text.Json;
using System.Text.Json.Serialization;

namespace Guestfs.Web.Live;

/// <summary>A frame as the JSON that goes over the wire, written once for everybody who watches.</summary>
/// <param name="Last">The last sequence it stands for, which for lines that were let go is not its own.</param>
public readonly record struct ReadyFrame(long Sequence, long Last, ReadOnlyMemory<byte> Json);

/// <summary>Some frames in order. On the wire it is the same array as a <c>BootFrame[]</c>.</summary>
[JsonConverter(typeof(Writer))]
public sealed record ReadyFrames(IReadOnlyList<ReadyFrame> Frames)
{
    private sealed class Writer : JsonConverter<ReadyFrames>
    {
        public override ReadyFrames Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Ready frames are only written; clients read them as frames.");

        public override void Write(Utf8JsonWriter writer, ReadyFrames value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            foreach (var frame in value.Frames)
            {
                writer.WriteRawValue(frame.Json.Span, skipInputValidation: true);
            }

            writer.WriteEndArray();
        }
    }
}
