using System.Text.Json;
using Guestfs.Journal;

namespace Guestfs.Timeline;

/// <summary>
/// The versioned table that says which lines mean what, read from <c>stage-rules.json</c>. Prefixes in it stand for the
/// alternatives of their list: <c>&lt;initrd&gt;</c> for the names the mini-initrd's program has had, trace for what /init's
/// shell has put before each command.
/// </summary>
public sealed class StageRules
{
    private static readonly JsonSerializerOptions JsonOptions = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    private static readonly Lazy<StageRules> BuiltIn = new(LoadBuiltIn);

    private readonly Dictionary<(OutputSource Source, string Stage), RuleIndex> _indexes = [];
    private readonly Dictionary<string, StageRule> _byId;

    private StageRules(int version, IReadOnlyList<StageRule> rules)
    {
        Version = version;
        Rules = rules;
        _byId = rules.ToDictionary(static rule => rule.Id, StringComparer.Ordinal);
        foreach (var stage in StageNames.InOrder)
        {
            foreach (var group in rules.Where(rule => rule.HoldsIn(stage)).GroupBy(static rule => rule.Source))
            {
                _indexes[(group.Key, stage)] = new RuleIndex(group);
            }
        }
    }

    /// <summary>The table this version of Guestfs comes with.</summary>
    public static StageRules Default => BuiltIn.Value;

    public int Version { get; }

    internal IReadOnlyList<StageRule> Rules { get; }

    /// <summary>Reads a table.</summary>
    /// <exception cref="GuestfsException">It is not one; the message names the rule.</exception>
    public static StageRules Parse(ReadOnlySpan<byte> json)
    {
        RuleFile file;
        try
        {
            file = JsonSerializer.Deserialize<RuleFile>(json, JsonOptions)!;
        }
        catch (JsonException exception)
        {
            throw new GuestfsException($"The stage rules cannot be read: {exception.Message}", exception);
        }

        var rules = new List<StageRule>(file.Rules.Count);
        foreach (var row in file.Rules)
        {
            try
            {
                rules.Add(row.ToRule(file.Prefixes));
            }
            catch (FormatException exception)
            {
                throw new GuestfsException($"Stage rule \"{row.Id}\": {exception.Message}", exception);
            }
        }

        return rules.GroupBy(static rule => rule.Id, StringComparer.Ordinal).FirstOrDefault(static group => group.Count() > 1) is { } twice
            ? throw new GuestfsException($"Stage rule \"{twice.Key}\" is there twice; each needs an id of its own.")
            : new StageRules(file.Version, rules);
    }

    internal StageRule? Find(string id) => _byId.GetValueOrDefault(id);

    internal RuleIndex? Find(OutputSource source, string stage) => _indexes.GetValueOrDefault((source, stage));

    private static StageRules LoadBuiltIn()
    {
        using var stream = typeof(StageRules).Assembly.GetManifestResourceStream("Guestfs.Timeline.stage-rules.json")!;
        var json = new byte[stream.Length];
        stream.ReadExactly(json);
        return Parse(json);
    }
}
