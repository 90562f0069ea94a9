using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Guestfs.Imports.Logs;

/// <summary>Logs that were exported as one JSON object a line: <c>journalctl -o json</c>, Docker's json-file, and loggers that write so.</summary>
internal static class JsonLines
{
    private const long Second = 1_000_000_000;
    private const long Millisecond = 1_000_000;
    private const long Microsecond = 1_000;

    /// <summary>Seconds since 1970 are less for thousands of years; milliseconds are more since 2001.</summary>
    private const double LeastMilliseconds = 1e12;

    private static readonly JsonDocumentOptions Shallow = new() { MaxDepth = 4 };

    /// <summary>How loggers call what was said, and when.</summary>
    private static readonly string[] Messages = ["msg", "message"];

    private static readonly string[] Times = ["ts", "time", "timestamp", "@timestamp"];

    /// <returns>Null for text that is not JSON.</returns>
    public static (string Name, long Grain)? KindOf(IEnumerable<Wrapped> sample)
    {
        var lines = sample.Where(static line => !line.IsBlank).ToList();
        var objects = lines.Where(static line => line.Raw.Span.StartsWith("{"u8)).ToList();
        var first = objects.Count > lines.Count * 0.6 ? objects[0].Raw.Span : default;
        return first.IndexOf("\"MESSAGE\""u8) >= 0 ? ("journald JSON", Microsecond)
            : first.IndexOf("\"log\""u8) >= 0 ? ("Docker JSON", 1)
            : first.IndexOf("\"msg\""u8) >= 0 || first.IndexOf("\"message\""u8) >= 0 ? ("JSON", GrainOf(objects[0]))
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

            if (root.TryGetProperty("log", out var log))
            {
                return line with { Raw = WithEnd(TextOf(log)), At = root.TryGetProperty("time", out var time) ? TimeOf(time).At : null };
            }

            return Find(root, Messages) is { ValueKind: JsonValueKind.String } said
                ? line with { Raw = WithEnd(TextOf(said)), At = Find(root, Times) is { } when ? TimeOf(when).At : null }
                : null;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static JsonElement? Find(JsonElement root, string[] names)
    {
        foreach (var name in names)
        {
            if (root.TryGetProperty(name, out var found))
            {
                return found;
            }
        }

        return null;
    }

    /// <returns>0 when the line has no time.</returns>
    private static long GrainOf(Wrapped line)
    {
        try
        {
            using var document = JsonDocument.Parse(line.Raw, Shallow);
            return Find(document.RootElement, Times) is { } at ? TimeOf(at).Grain : 0;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return 0;
        }
    }

    /// <summary>A date and a time, or seconds or milliseconds since 1970.</summary>
    private static (long? At, long Grain) TimeOf(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            var stamps = new Stamps(StampKind.Iso, [value.GetString()!]);
            return (stamps.Next(value.GetString()!), stamps.Grain);
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number is > 0 and < LeastMilliseconds * 1_000
            ? number < LeastMilliseconds ? (number * Second < long.MaxValue ? (long)(number * Second) : null, Microsecond) : ((long)(number * Millisecond), Millisecond)
            : (null, 0);
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
