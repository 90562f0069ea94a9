using Guestfs.Exports;
using Guestfs.Journal;
using Guestfs.Web.Api;

namespace Guestfs.Web.Exports;

/// <summary>Output of a boot as bytes or, with ?text, as clean text.</summary>
public static class ConsoleExport
{
    public static IReadOnlyList<QueryParameter> Parameters { get; } =
    [
        QueryParameter.AnyOf("source", [.. Enum.GetNames<OutputSource>().Select(static name => name.ToLowerInvariant())], "Whose output, repeatable; console where absent."),
        QueryParameter.Mark("text", "Whether to give clean text without escape sequences; false where absent."),
    ];

    public static Task WriteAsync(ExportJob job)
    {
        var sources = job.Query["source"].Select(SourceOf).OfType<OutputSource>().ToHashSet();
        return WriteAsync(job, sources.Count == 0 ? [OutputSource.Console] : sources, clean: job.Query.ContainsKey("text") && job.Query["text"] != "false");
    }

    public static async Task WriteAsync(ExportJob job, HashSet<OutputSource> sources, bool clean)
    {
        var text = new OutputText(sources, clean);
        await foreach (var entry in job.EntriesAsync())
        {
            text.Add(job.Output, entry.Event);
            await job.FlushAsync();
        }
    }

    private static OutputSource? SourceOf(string? name) =>
        Enum.TryParse<OutputSource>(name, ignoreCase: true, out var source) && !int.TryParse(name, out _) ? source : null;
}
