using System.Globalization;
using System.Text.Json;

namespace Guestfs.Exports;

/// <summary>Writes the <c>attributes</c> member of the object that is open; what is null or empty is left out.</summary>
internal readonly ref struct OtlpAttributes
{
    private readonly Utf8JsonWriter _json;

    public OtlpAttributes(Utf8JsonWriter json)
    {
        _json = json;
        json.WriteStartArray("attributes");
    }

    public void Add(string key, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            Begin(key);
            _json.WriteString("stringValue", value);
            Close();
        }
    }

    public void Add(string key, long? value)
    {
        if (value is { } number)
        {
            Begin(key);
            _json.WriteString("intValue", number.ToString(CultureInfo.InvariantCulture));
            Close();
        }
    }

    public void Add(string key, bool value)
    {
        Begin(key);
        _json.WriteBoolean("boolValue", value);
        Close();
    }

    public void End() => _json.WriteEndArray();

    private void Begin(string key)
    {
        _json.WriteStartObject();
        _json.WriteString("key", key);
        _json.WriteStartObject("value");
    }

    private void Close()
    {
        _json.WriteEndObject();
        _json.WriteEndObject();
    }
}
