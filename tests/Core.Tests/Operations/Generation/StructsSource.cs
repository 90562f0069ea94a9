using System.Text;
using Guestfs.Protocol;
using static Guestfs.Core.Tests.Operations.Generation.CSharpNames;

namespace Guestfs.Core.Tests.Operations.Generation;

/// <summary>Writes the structs of replies as records. Spare fields are read and left out.</summary>
internal static class StructsSource
{
    public static string All() =>
        OperationsSource.Heading.Replace("using Guestfs.Connection;\n", "", StringComparison.Ordinal)
            .Replace("ProcedureTable", "StructTable", StringComparison.Ordinal)
            + string.Join("\n", StructTable.All.Select(Record));

    private static string Record(StructLayout layout)
    {
        var name = Pascal(layout.Name);
        var prefix = CommonPrefix(layout);
        var shown = layout.Fields.TakeWhile(static item => !IsSpare(item)).ToArray();
        var spare = layout.Fields.Skip(shown.Length).ToArray();
        var source = new StringBuilder();
        source.Append($"/// <summary>The daemon's struct {layout.Name}.</summary>\n");
        source.Append($"public sealed record {name}(\n    ");
        source.AppendJoin(",\n    ", shown.Select(item => $"{TypeOf(item.Kind)} {Pascal(item.Name[prefix..])}"));
        source.Append($")\n{{\n    internal const int SmallestSize = {layout.SmallestSize};\n\n");
        source.Append($"    internal static {name} Read(ref XdrReader reply)\n    {{\n        var value = new {name}(\n            ");
        source.AppendJoin(",\n            ", shown.Select(static item => Read(item.Kind)));
        source.Append(");\n");
        foreach (var item in spare)
        {
            source.Append($"        {Read(item.Kind)};\n");
        }

        source.Append("        return value;\n    }\n}\n");
        return source.ToString();
    }

    private static bool IsSpare(StructField item) => item.Name.Contains("spare", StringComparison.Ordinal);

    /// <summary>How much of each field's name only repeats the struct's, up to an underscore.</summary>
    private static int CommonPrefix(StructLayout layout)
    {
        var first = layout.Fields[0].Name;
        var length = first.LastIndexOf('_') + 1;
        while (length > 0 && !layout.Fields.All(item => item.Name.StartsWith(first[..length], StringComparison.Ordinal)))
        {
            length = length < 2 ? 0 : first.LastIndexOf('_', length - 2) + 1;
        }

        return length;
    }
}
