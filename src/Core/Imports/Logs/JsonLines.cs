using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Guestfs.Imports.Logs;

/// <summary>Logs that were exported as one JSON object a line: <c>journalctl -o json</c> and Docker's json-file.</summary>
internal static class JsonLines
{
    private static readonly JsonDocumentOptions Shallow = new() { MaxDepth = 4 };

    /// <returns>Null for text that is not JSON.</returns>
    public static (string Name, long Grain)? KindOf(IEnumerable<Wrapped> sample)
    {
        var first = sample.FirstOrDefault(static line => !line.Raw.Span.Trim(" \r\n"u8).IsEmpty).Raw.Span;
        return !first.StartsWith("{"u8) ? null
            : first.IndexOf("\"MESSAGE\""u8) >= 0 ? ("journald JSON", 1_000)
            : first.IndexOf("\"log\""u8) >= 0 ? ("Docker JSON", 1)
            : null;
    }

    /// <returns>Null for a line that is not such an object.</returns>
    public static Wrapped? Read(Wrapped line)
    {
        try
        {
            using var document = JsonDocument.Parse(line.Raw, Shallow);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            if (root.TryGetProperty("MESSAGE", out var message))
            {
                return line with { Raw = WithEnd(TextOf(message)), At = root.TryGetProperty("__REALTIME_TIMESTAMP", out var at) ? Microseconds(at) : null };
            }

            return root.TryGetProperty("log", out var log)
                ? line with { Raw = WithEnd(TextOf(log)), At = root.TryGetProperty("time", out var time) && time.ValueKind == JsonValueKind.String ? new Stamps(StampKind.Iso, []).Next(time.GetString()!) : null }
                : null;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>journald writes what is not UTF-8 as a list of bytes.</summary>
    private static byte[] TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Encoding.UTF8.GetBytes(value.GetString()!),
        JsonValueKind.Array => [.. value.EnumerateArray().Select(static item => item.ValueKind == JsonValueKind.Number && item.TryGetByte(out var b) ? b : (byte)'?')],
        _ => [],
    };

    private static long? Microseconds(JsonElement at) =>
        at.ValueKind == JsonValueKind.String && long.TryParse(at.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) && microseconds < 9_000_000_000_000_000
            ? microseconds * 1_000
            : null;

    private static byte[] WithEnd(byte[] text) => text is [.., (byte)'\n'] ? text : [.. text, (byte)'\n'];
}
