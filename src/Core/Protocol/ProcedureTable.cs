using System.Collections.Frozen;
using System.Globalization;

namespace Guestfs.Protocol;

/// <summary>The daemon's procedures as data.</summary>
public static partial class ProcedureTable
{
    private static readonly char[] Between = [',', ' '];

    private static readonly FrozenDictionary<string, ValueKind> Kinds = new Dictionary<string, ValueKind>
    {
        ["str"] = ValueKind.Text,
        ["str?"] = ValueKind.OptionalText,
        ["path"] = ValueKind.Path,
        ["fname"] = ValueKind.FileName,
        ["dev"] = ValueKind.Device,
        ["mnt"] = ValueKind.Mountable,
        ["dev|path"] = ValueKind.DeviceOrPath,
        ["mnt|path"] = ValueKind.MountableOrPath,
        ["guid"] = ValueKind.GuidText,
        ["key"] = ValueKind.Key,
        ["buf"] = ValueKind.Bytes,
        ["bool"] = ValueKind.Bool,
        ["i32"] = ValueKind.Number,
        ["i64"] = ValueKind.LongNumber,
        ["FILEIN"] = ValueKind.FileIn,
        ["FILEOUT"] = ValueKind.FileOut,
    }.ToFrozenDictionary();

    /// <summary>Every procedure, by family, then number.</summary>
    public static IReadOnlyList<Procedure> All { get; } = [.. Parse()];

    private static readonly FrozenDictionary<string, Procedure> ByName = All.ToFrozenDictionary(static procedure => procedure.Name);

    private static readonly FrozenDictionary<uint, Procedure> ByNumber = All.ToFrozenDictionary(static procedure => procedure.Number);

    public static Procedure? Find(string name) => ByName.GetValueOrDefault(name);

    public static Procedure? Find(uint number) => ByNumber.GetValueOrDefault(number);

    private static IEnumerable<Procedure> Parse()
    {
        var family = "";
        foreach (var row in Rows.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (row[0] == '[')
            {
                family = row[1..^1];
            }
            else
            {
                yield return ParseRow(row, family);
            }
        }
    }

    /// <summary><c>NUMBER name(required ; optional) return flags</c>.</summary>
    private static Procedure ParseRow(string row, string family)
    {
        var space = row.IndexOf(' ', StringComparison.Ordinal);
        var open = row.IndexOf('(', space);
        var close = row.IndexOf(") ", open, StringComparison.Ordinal);
        var parameters = row[(open + 1)..close].Split(';');
        var rest = row[(close + 2)..].Split(' ');
        return new Procedure(
            uint.Parse(row.AsSpan(0, space), CultureInfo.InvariantCulture),
            row[(space + 1)..open],
            family,
            ParseParameters(parameters[0]),
            parameters.Length > 1 ? ParseParameters(parameters[1]) : [],
            ParseReturn(rest[0]),
            rest.FirstOrDefault(static word => word[0] == '@')?[1..],
            rest.Contains("progress"),
            rest.Contains("cancellable"),
            rest.Contains("deprecated"));
    }

    private static Parameter[] ParseParameters(string list) =>
        [.. list.Split(Between, StringSplitOptions.RemoveEmptyEntries).Select(ParseParameter)];

    private static Parameter ParseParameter(string word)
    {
        var colon = word.IndexOf(':', StringComparison.Ordinal);
        var isList = word.EndsWith("[]", StringComparison.Ordinal);
        return new Parameter(word[..colon], Kinds[word[(colon + 1)..(isList ? ^2 : ^0)]], isList);
    }

    private static ReturnShape ParseReturn(string word)
    {
        if (word == "-")
        {
            return new ReturnShape(ReturnForm.None, default, default, null);
        }

        if (word.StartsWith("map(", StringComparison.Ordinal))
        {
            var comma = word.IndexOf(',', StringComparison.Ordinal);
            return new ReturnShape(ReturnForm.Map, Kinds[word[(comma + 1)..^1]], Kinds[word[4..comma]], null);
        }

        var isList = word.EndsWith("[]", StringComparison.Ordinal);
        var item = isList ? word[..^2] : word;
        return Kinds.TryGetValue(item, out var kind)
            ? new ReturnShape(isList ? ReturnForm.List : ReturnForm.Value, kind, default, null)
            : new ReturnShape(isList ? ReturnForm.StructList : ReturnForm.Struct, default, default, StructTable.Get(item));
    }
}
