using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Guestfs.Journal;

namespace Guestfs.Web.Api;

/// <summary>Holds JSON against the type it shall become and says every difference at once.</summary>
internal sealed class JsonShape(bool takesNull)
{
    public List<string> Reasons { get; } = [];

    /// <param name="at">Where the value stands; empty for the whole body.</param>
    public void Look(JsonElement json, Type type, string at)
    {
        var shape = JournalJson.Options.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);
        switch (shape.Kind)
        {
            case JsonTypeInfoKind.Object when json.ValueKind == JsonValueKind.String && type == typeof(DiskRequest):
                LookAtValue(json, typeof(string), at);
                break;
            case JsonTypeInfoKind.Object:
                LookAtMembers(json, shape, at);
                break;
            case JsonTypeInfoKind.Enumerable when json.ValueKind == JsonValueKind.Array:
                var index = 0;
                foreach (var item in json.EnumerateArray())
                {
                    Look(item, shape.ElementType!, $"{at}[{index++}]");
                }

                break;
            case JsonTypeInfoKind.Enumerable:
                Reasons.Add($"{at} must be a list.");
                break;
            default:
                LookAtValue(json, shape.Type, at);
                break;
        }
    }

    private void LookAtMembers(JsonElement json, JsonTypeInfo shape, string at)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            Reasons.Add($"{(at.Length == 0 ? "The body" : at)} must be an object.");
            return;
        }

        var members = shape.Properties.Where(static member => member.Set is not null || member.AssociatedParameter is not null).ToList();
        var met = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in json.EnumerateObject())
        {
            if (NameOf(property) is not { } name)
            {
                Reasons.Add($"A name in {(at.Length == 0 ? "the body" : at)} is no whole text: it has half of a surrogate pair, or bytes that are not UTF-8.");
            }
            else if (members.Find(member => member.Name == name) is not { } member)
            {
                Reasons.Add($"{Place(at, Echo.Bare(name))} is not known. Known here: {string.Join(", ", members.Select(static known => known.Name))}.");
            }
            else if (!met.Add(name))
            {
                Reasons.Add($"{Place(at, name)} is there twice.");
            }
            else
            {
                LookAtMember(property.Value, member, Place(at, name));
            }
        }

        Reasons.AddRange(members.Where(member => member.IsRequired && !met.Contains(member.Name)).Select(member => $"{Place(at, member.Name)} is missing."));
    }

    private void LookAtMember(JsonElement json, JsonPropertyInfo member, string at)
    {
        if (json.ValueKind != JsonValueKind.Null)
        {
            Look(json, member.PropertyType, at);
        }
        else if (!takesNull || !(member.AssociatedParameter?.IsNullable ?? member.IsSetNullable))
        {
            Reasons.Add($"{at} is null; {Wanted(member.PropertyType)} is needed.");
        }
    }

    private void LookAtValue(JsonElement json, Type type, string at)
    {
        try
        {
            json.Deserialize(type, JournalJson.Options);
        }
        catch (JsonException) when (json.ValueKind == JsonValueKind.String && type == typeof(string))
        {
            Reasons.Add($"{at} is no whole text: it has half of a surrogate pair, or bytes that are not UTF-8.");
        }
        catch (JsonException)
        {
            Reasons.Add($"{at} is {Raw(json)}; {Wanted(type)} is needed.");
        }
    }

    private static string Wanted(Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (bare.IsEnum)
        {
            return "one of " + string.Join(", ", Enum.GetValuesAsUnderlyingType(bare).Cast<object>()
                .Select(value => JsonSerializer.SerializeToElement(Enum.ToObject(bare, value), bare, JournalJson.Options).GetString()));
        }

        return JournalJson.Options.GetTypeInfo(bare).Kind switch
        {
            JsonTypeInfoKind.Object => "an object",
            JsonTypeInfoKind.Enumerable => "a list",
            _ => bare == typeof(int) || bare == typeof(long) ? "a whole number" : bare == typeof(bool) ? "true or false" : "text",
        };
    }

    private static string Place(string at, string name) => at.Length == 0 ? name : $"{at}.{name}";

    private static string? NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string Raw(JsonElement json)
    {
        try
        {
            return Echo.Bare(json.GetRawText());
        }
        catch (InvalidOperationException)
        {
            return "not UTF-8";
        }
    }
}
