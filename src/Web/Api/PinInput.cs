using System.Text.Json;

namespace Guestfs.Web.Api;

/// <summary>Reads what people ask of pins. A member that is not known may be a mistyped one, so it is refused.</summary>
public static class PinInput
{
    private static readonly JsonDocumentOptions Document = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    /// <summary>A pin to set, or null with every reason why there is none. The text is looked at when it is set.</summary>
    public static async Task<(NewPin? Pin, IReadOnlyList<string> Reasons)> ReadNewAsync(HttpRequest http, CancellationToken cancellationToken)
    {
        var (members, reasons) = await ReadAsync(http, ["text", "at", "line"], cancellationToken);
        var pin = new NewPin(Text(members, reasons), Number(members, "at", 0, reasons), Number(members, "line", 1, reasons));
        if (reasons.Count == 0 && (pin.At is null) == (pin.Line is null))
        {
            reasons.Add("Either at or line is needed, and not both.");
        }

        return reasons.Count > 0 ? (null, reasons) : (pin, []);
    }

    /// <summary>A change, or null with every reason why there is none.</summary>
    public static async Task<(ChangedPin? Change, IReadOnlyList<string> Reasons)> ReadChangeAsync(HttpRequest http, CancellationToken cancellationToken)
    {
        var (members, reasons) = await ReadAsync(http, ["text"], cancellationToken);
        var change = new ChangedPin(Text(members, reasons));
        return reasons.Count > 0 ? (null, reasons) : (change, []);
    }

    private static async Task<(Dictionary<string, JsonElement> Members, List<string> Reasons)> ReadAsync(HttpRequest http, string[] known, CancellationToken cancellationToken)
    {
        var members = new Dictionary<string, JsonElement>();
        var reasons = new List<string>();
        try
        {
            using var document = await JsonDocument.ParseAsync(http.Body, Document, cancellationToken);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return (members, ["The body must be an object."]);
            }

            foreach (var member in document.RootElement.EnumerateObject())
            {
                if (known.Contains(member.Name, StringComparer.Ordinal))
                {
                    members[member.Name] = member.Value.Clone();
                }
                else
                {
                    reasons.Add($"{member.Name} is not known. Known here: {string.Join(", ", known)}.");
                }
            }
        }
        catch (JsonException exception)
        {
            reasons.Add($"The body is not JSON: {exception.Message}");
        }

        return (members, reasons);
    }

    private static string? Text(Dictionary<string, JsonElement> members, List<string> reasons)
    {
        if (members.TryGetValue("text", out var text) && text.ValueKind == JsonValueKind.String)
        {
            try
            {
                return text.GetString();
            }
            catch (InvalidOperationException)
            {
                // Half of a pair of surrogates, escaped.
            }
        }

        reasons.Add("text is missing or is no text.");
        return null;
    }

    private static long? Number(Dictionary<string, JsonElement> members, string name, long least, List<string> reasons)
    {
        if (!members.TryGetValue(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= least)
        {
            return number;
        }

        reasons.Add($"{name} is {value.GetRawText()}; a whole number of at least {least} is needed.");
        return null;
    }
}
