using System.Text;
using Guestfs.Protocol;
using static Guestfs.Core.Tests.Operations.Generation.CSharpNames;

namespace Guestfs.Core.Tests.Operations.Generation;

/// <summary>Writes the optional arguments of one family's procedures as records.</summary>
internal static class OptionsSource
{
    public static string? Family(IEnumerable<Procedure> procedures)
    {
        var records = procedures.Where(static procedure => procedure.Optional.Count > 0).Select(Record).ToArray();
        return records.Length == 0 ? null : OperationsSource.Heading.Replace("using Guestfs.Connection;\n", "", StringComparison.Ordinal) + string.Join("\n", records);
    }

    private static string Record(Procedure procedure)
    {
        var source = new StringBuilder();
        var name = $"{Pascal(procedure.Name)}Options";
        source.Append($"/// <summary>The optional arguments of {procedure.Name}; null leaves one to the daemon.</summary>\n");
        source.Append($"public sealed record {name}\n{{\n");
        foreach (var option in procedure.Optional)
        {
            source.Append($"    public {TypeOf(option)}? {Pascal(option.Name)} {{ get; init; }}\n\n");
        }

        source.Append($"    internal static {name} None {{ get; }} = new();\n\n");
        source.Append("    internal ulong Bits =>\n        ");
        source.AppendJoin(
            "\n        | ",
            procedure.Optional.Select(static (option, bit) => $"({Pascal(option.Name)} is null ? 0UL : 1UL << {bit})"));
        source.Append(";\n\n    internal (string Name, object? Value)[] Given =>\n    [\n");
        foreach (var option in procedure.Optional)
        {
            source.Append($"        (\"{option.Name}\", {Pascal(option.Name)}),\n");
        }

        source.Append("    ];\n\n    internal void WriteTo(XdrWriter writer)\n    {\n");
        foreach (var option in procedure.Optional)
        {
            source.Append($"        writer.Write{Xdr(option)}({Pascal(option.Name)} ?? {Absent(option)});\n");
        }

        source.Append("    }\n}\n");
        return source.ToString();
    }

    private static string Absent(Parameter option) => TypeOf(option) switch
    {
        "string" => "\"\"",
        "bool" => "false",
        "int" or "long" => "0",
        _ => "[]",
    };
}
