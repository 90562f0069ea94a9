using System.Collections.Frozen;

namespace Guestfs.Protocol;

/// <summary>The structs of the daemon's replies as data.</summary>
public static partial class StructTable
{
    private static readonly FrozenDictionary<string, FieldKind> Kinds = new Dictionary<string, FieldKind>
    {
        ["str"] = FieldKind.Text,
        ["buf"] = FieldKind.Bytes,
        ["uuid32"] = FieldKind.Uuid,
        ["char"] = FieldKind.Letter,
        ["i32"] = FieldKind.Number,
        ["u32"] = FieldKind.UnsignedNumber,
        ["i64"] = FieldKind.LongNumber,
        ["u64"] = FieldKind.UnsignedLongNumber,
        ["f32"] = FieldKind.Percent,
    }.ToFrozenDictionary();

    public static IReadOnlyList<StructLayout> All { get; } =
        [.. Rows.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(ParseRow)];

    private static readonly FrozenDictionary<string, StructLayout> ByName = All.ToFrozenDictionary(static layout => layout.Name);

    internal static StructLayout Get(string name) => ByName[name];

    private static StructLayout ParseRow(string row)
    {
        var open = row.IndexOf('(', StringComparison.Ordinal);
        var fields = row[(open + 1)..^1].Split(", ").Select(static word =>
        {
            var colon = word.IndexOf(':', StringComparison.Ordinal);
            return new StructField(word[..colon], Kinds[word[(colon + 1)..]]);
        });
        return new StructLayout(row[..open], [.. fields]);
    }
}
