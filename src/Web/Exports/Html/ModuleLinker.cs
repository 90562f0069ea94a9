using System.Text;
using System.Text.RegularExpressions;

namespace Guestfs.Web.Exports.Html;

/// <summary>
/// Makes one script of ES modules, because a page opened from a file may not load modules. Each module becomes a function that
/// returns what it exports, after those it imports. It knows the few forms wwwroot/live uses and refuses every other.
/// </summary>
public static partial class ModuleLinker
{
    /// <param name="read">The text of a module by its file name.</param>
    /// <exception cref="InvalidOperationException">A module has a form that is not known here, or modules import each other in a circle.</exception>
    public static string Link(string entry, Func<string, string> read)
    {
        var linked = new StringBuilder("(() => {\n'use strict';\n");
        Add(entry, read, linked, [], []);
        return linked.Append("})();\n").ToString();
    }

    private static void Add(string name, Func<string, string> read, StringBuilder linked, HashSet<string> done, HashSet<string> begun)
    {
        if (done.Contains(name))
        {
            return;
        }

        if (!begun.Add(name))
        {
            throw new InvalidOperationException($"{name} imports itself through other modules; one script cannot be made of that.");
        }

        var source = read(name);
        foreach (Match import in Imports().Matches(source))
        {
            Add(import.Groups["file"].Value, read, linked, done, begun);
        }

        source = Imports().Replace(source, static import =>
            $"const {{{import.Groups["names"].Value.Replace(" as ", ": ", StringComparison.Ordinal)}}} = {Variable(import.Groups["file"].Value)};");
        var exports = Exports().Matches(source).Select(static export => export.Groups["name"].Value).ToList();
        source = Exports().Replace(source, static export => export.Value["export ".Length..]);
        if (Leftover().Match(source) is { Success: true } unknown)
        {
            throw new InvalidOperationException($"{name} has \"{unknown.Value.Trim()}\", a form of import or export that is not known here.");
        }

        done.Add(name);
        linked.Append("const ").Append(Variable(name)).Append(" = (() => {\n").Append(source).Append("\nreturn { ").AppendJoin(", ", exports).Append(" };\n})();\n");
    }

    private static string Variable(string file) => "module_" + Path.GetFileNameWithoutExtension(file).Replace('-', '_');

    [GeneratedRegex(@"^import\s*\{(?<names>[^}]*)\}\s*from\s*'\./(?<file>[\w-]+\.js)';", RegexOptions.Multiline)]
    private static partial Regex Imports();

    [GeneratedRegex(@"^export (?:async function|function|class|const) (?<name>[\w$]+)", RegexOptions.Multiline)]
    private static partial Regex Exports();

    [GeneratedRegex(@"^\s*(?:import|export)\b.*$|\bimport\s*[(.].*$", RegexOptions.Multiline)]
    private static partial Regex Leftover();
}
