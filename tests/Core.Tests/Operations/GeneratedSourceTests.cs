using System.Runtime.CompilerServices;
using Guestfs.Core.Tests.Operations.Generation;
using Guestfs.Protocol;

namespace Guestfs.Core.Tests.Operations;

/// <summary>The typed calls in src/Core/Operations/Generated are what the procedure table says, or are written anew on request.</summary>
public sealed class GeneratedSourceTests
{
    [Fact]
    public void Generated_ProcedureTable_IsUpToDate()
    {
        var expected = Files().ToDictionary();
        if (Environment.GetEnvironmentVariable("GUESTFS_WRITE_GENERATED") == "1")
        {
            WriteAll(expected);
        }

        var found = Directory.GetFiles(Folder(), "*.cs").ToDictionary(static path => Path.GetFileName(path), File.ReadAllText);

        Assert.Equal(expected.Keys.Order(), found.Keys.Order());
        Assert.All(expected, file => Assert.Equal(file.Value, found[file.Key]));
    }

    private static IEnumerable<KeyValuePair<string, string>> Files()
    {
        foreach (var family in ProcedureTable.All.GroupBy(static procedure => procedure.Family))
        {
            var name = CSharpNames.Pascal(family.Key);
            yield return new($"DaemonClient.{name}.cs", OperationsSource.Family(family));
            if (OptionsSource.Family(family) is { } options)
            {
                yield return new($"{name}Options.cs", options);
            }
        }

        yield return new("Structs.cs", StructsSource.All());
    }

    private static void WriteAll(Dictionary<string, string> files)
    {
        Directory.CreateDirectory(Folder());
        foreach (var path in Directory.GetFiles(Folder(), "*.cs"))
        {
            File.Delete(path);
        }

        foreach (var (name, text) in files)
        {
            File.WriteAllText(Path.Combine(Folder(), name), text);
        }
    }

    private static string Folder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../src/Core/Operations/Generated"));
}
