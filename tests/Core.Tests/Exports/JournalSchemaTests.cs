using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using Guestfs.Journal;

namespace Guestfs.Core.Tests.Exports;

/// <summary>docs/journal.schema.json says what a line of a journal is, and every event and member is in it.</summary>
public sealed class JournalSchemaTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string File => Path.GetFullPath(Path.Combine(SourceFolder(), "../../../docs/journal.schema.json"));

    /// <summary>With GUESTFS_ACCEPT=1 the schema is written anew. A change that old readers cannot take raises JournalFormat.Version.</summary>
    [Fact]
    public void Schema_InTheDocuments_IsThatOfTheCode()
    {
        var schema = Generate();
        if (Environment.GetEnvironmentVariable("GUESTFS_ACCEPT") == "1")
        {
            System.IO.File.WriteAllText(File, schema);
        }

        Assert.Equal(System.IO.File.ReadAllText(File), schema);
    }

    [Fact]
    public void Schema_OfTheJournal_HasEveryEventAndEveryMember()
    {
        using var document = JsonDocument.Parse(System.IO.File.ReadAllText(File));
        var events = document.RootElement.GetProperty("properties").GetProperty("event").GetProperty("anyOf").EnumerateArray()
            .ToDictionary(static item => item.GetProperty("properties").GetProperty("type").GetProperty("const").GetString()!, static item => item.GetProperty("properties"));
        var types = typeof(BootEvent).GetCustomAttributes<JsonDerivedTypeAttribute>().ToList();

        Assert.Equal(types.Select(static type => (string)type.TypeDiscriminator!).Order(), events.Keys.Order());
        foreach (var type in types)
        {
            var members = type.DerivedType.GetProperties().Where(static member => member.GetCustomAttribute<JsonIgnoreAttribute>() is null);
            Assert.All(members, member => Assert.True(
                events[(string)type.TypeDiscriminator!].TryGetProperty(JsonNamingPolicy.CamelCase.ConvertName(member.Name), out _),
                $"{type.DerivedType.Name}.{member.Name} is not in the schema."));
        }

        Assert.True(events["line"].TryGetProperty("text", out _) && events["line"].TryGetProperty("bytes", out _));
    }

    private static string Generate()
    {
        var schema = (JsonObject)JournalJson.Options.GetJsonSchemaAsNode(typeof(JournalEntry), new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true });
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "A line of a Guestfs journal");
        schema.Insert(2, "description", $"Format {JournalFormat.Version}. at counts nanoseconds since the request; docs/exports.md says more.");
        return schema.ToJsonString(Indented) + "\n";
    }

    private static string SourceFolder([System.Runtime.CompilerServices.CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
