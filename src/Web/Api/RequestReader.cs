using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Guestfs.Journal;

namespace Guestfs.Web.Api;

/// <summary>Reads a boot request from JSON strictly: an unknown member may be a mistyped one, so it is refused rather than passed over.</summary>
public static class RequestReader
{
    private static readonly JsonDocumentOptions Document = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    /// <summary>The request, or null with every reason why there is none.</summary>
    public static async Task<(BootRequest? Request, IReadOnlyList<string> Reasons)> ReadAsync(HttpRequest http, CancellationToken cancellationToken)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(http.Body, Document, cancellationToken);
            return Read(document.RootElement);
        }
        catch (JsonException exception)
        {
            return (null, [$"The body is not JSON: {exception.Message}"]);
        }
    }

    public static (BootRequest? Request, IReadOnlyList<string> Reasons) Read(JsonElement json)
    {
        var reasons = new List<string>();
        Look(json, typeof(BootRequest), "", reasons);
        return reasons.Count > 0 ? (null, reasons) : (json.Deserialize<BootRequest>(JournalJson.Options), []);
    }

    private static void Look(JsonElement json, Type type, string at, List<string> reasons)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            reasons.Add($"{(at.Length == 0 ? "The body" : at.TrimEnd('.'))} must be an object.");
            return;
        }

        var members = JournalJson.Options.GetTypeInfo(type).Properties.Where(static member => member.Set is not null).ToList();
        foreach (var property in json.EnumerateObject())
        {
            var name = at + property.Name;
            if (members.Find(member => member.Name.Equals(property.Name, StringComparison.OrdinalIgnoreCase)) is not { } member)
            {
                reasons.Add($"{name} is not known. Known here: {string.Join(", ", members.Select(static known => known.Name))}.");
            }
            else if (member.PropertyType == typeof(IReadOnlyList<DiskRequest>))
            {
                LookAtDisks(property.Value, name, reasons);
            }
            else if (!Converts(property.Value, member.PropertyType))
            {
                reasons.Add($"{name} is {property.Value.GetRawText()}; {Wanted(member)} is needed.");
            }
        }

        reasons.AddRange(members
            .Where(member => member.IsRequired && !json.EnumerateObject().Any(property => property.Name.Equals(member.Name, StringComparison.OrdinalIgnoreCase)))
            .Select(member => $"{at}{member.Name} is missing."));
    }

    private static void LookAtDisks(JsonElement json, string name, List<string> reasons)
    {
        if (json.ValueKind != JsonValueKind.Array)
        {
            reasons.Add($"{name} must be a list of disks.");
            return;
        }

        var index = 0;
        foreach (var disk in json.EnumerateArray())
        {
            Look(disk, typeof(DiskRequest), $"{name}[{index++}].", reasons);
        }
    }

    private static bool Converts(JsonElement value, Type type)
    {
        try
        {
            var converted = value.Deserialize(type, JournalJson.Options);
            return converted is not null || !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Wanted(JsonPropertyInfo member)
    {
        var type = Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType;
        if (type.IsEnum)
        {
            return "one of " + string.Join(", ", Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName));
        }

        return type == typeof(int) ? "a whole number" : type == typeof(bool) ? "true or false" : "text";
    }
}
