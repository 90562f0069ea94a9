using System.Text.Json;
using Guestfs.Journal;

namespace Guestfs.Web.Api;

/// <summary>Reads what a body asks for, strictly: a member that is not known may be a mistyped one, so it is refused rather than passed over.</summary>
public static class JsonBody
{
    private const int MostLevels = 8;

    // Members that are there twice are looked for by JsonShape, which can say which.
    private static readonly JsonDocumentOptions Document = new() { MaxDepth = MostLevels };

    /// <summary>What is asked for, or null with every reason why it cannot be read.</summary>
    /// <param name="usual">What no body at all asks for; without it a body is needed.</param>
    /// <param name="takesNull">Whether null may stand for a member that is left out.</param>
    public static async Task<(T? Read, IReadOnlyList<string> Reasons)> ReadAsync<T>(
        HttpRequest http, CancellationToken cancellationToken, T? usual = null, bool takesNull = true)
        where T : class
    {
        // The size is limited before: RequestSizeLimit stands on every route that reads a body here.
        using var body = new MemoryStream();
        await http.Body.CopyToAsync(body, cancellationToken);
        if (body.Length == 0)
        {
            return usual is null ? (null, ["The body is empty; a JSON object is needed."]) : (usual, []);
        }

        try
        {
            using var document = JsonDocument.Parse(body.GetBuffer().AsMemory(0, (int)body.Length), Document);
            return Read<T>(document.RootElement, takesNull);
        }
        catch (JsonException exception)
        {
            return (null, [$"The body is not JSON{At(exception)}, or has more than {MostLevels} levels."]);
        }
    }

    public static (T? Read, IReadOnlyList<string> Reasons) Read<T>(JsonElement json, bool takesNull = true)
        where T : class
    {
        var shape = new JsonShape(takesNull);
        shape.Look(json, typeof(T), "");
        return shape.Reasons.Count > 0 ? (null, shape.Reasons) : (json.Deserialize<T>(DiskOrSource.Options), []);
    }

    private static string At(JsonException exception) =>
        exception is { LineNumber: { } line, BytePositionInLine: { } position } ? $" at line {line + 1}, byte {position + 1}" : "";
}
