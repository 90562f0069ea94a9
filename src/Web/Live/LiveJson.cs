using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Guestfs.Journal;

namespace Guestfs.Web.Live;

/// <summary>The journal's JSON, extended to the frames and pictures made of it.</summary>
public static class LiveJson
{
    public static JsonSerializerOptions Options { get; } = Extended();

    private static JsonSerializerOptions Extended()
    {
        var options = new JsonSerializerOptions(JournalJson.Options);
        options.TypeInfoResolverChain.Add(new DefaultJsonTypeInfoResolver());
        options.Converters.Add(new JsonStringEnumConverter());
        options.MakeReadOnly();
        return options;
    }
}
