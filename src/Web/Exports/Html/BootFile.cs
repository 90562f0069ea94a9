using System.Text;
using Guestfs.Web.Components.Boot;
using Guestfs.Web.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Guestfs.Web.Exports.Html;

/// <summary>
/// A boot as one HTML file: the picture that its page draws, with styles, scripts and every line inside. It asks the network for
/// nothing, and its own content policy keeps it from doing so.
/// </summary>
public static class BootFile
{
    public static async Task WriteAsync(ExportJob job)
    {
        var time = job.Services.GetRequiredService<TimeProvider>();
        if (await BootViewReader.ReadAsync(job.Boot, time, job.CancellationToken) is not { } view)
        {
            return;
        }

        // What still runs is shown as far as it was known, and stands still.
        view = view with { Elapsed = view.Timeline.End };
        if (!job.Boot.ShowsConsole)
        {
            view = view with { Evidence = null, LastLines = [] };
        }

        var assets = new PageAssets(job.Services.GetRequiredService<IWebHostEnvironment>());
        var document = await RenderAsync(view, job.Boot.ShowsConsole, assets, time.GetUtcNow(), job.Services);
        var (before, after) = Halves(document, BootFileDocument.LinesHere);
        Encoding.UTF8.GetBytes(before, job.Output);
        using var lines = new BootFileLines();
        if (job.Boot.ShowsConsole)
        {
            await WriteLinesAsync(job, lines, view.Next);
        }

        var (middle, end) = Halves(after, BootFileDocument.HashHere);
        Encoding.UTF8.GetBytes(middle, job.Output);
        if (job.Boot.ShowsConsole)
        {
            Encoding.UTF8.GetBytes(FormattableString.Invariant($"<p id=\"file-hash\" data-bytes=\"{lines.ConsoleBytes}\" data-sha256=\"{lines.ConsoleHash()}\">Console: {lines.ConsoleBytes} bytes, SHA-256 <code>{lines.ConsoleHash()}</code></p>"), job.Output);
        }

        Encoding.UTF8.GetBytes(end, job.Output);
    }

    private static async Task WriteLinesAsync(ExportJob job, BootFileLines lines, long before)
    {
        await foreach (var entry in job.EntriesAsync())
        {
            if (entry.Sequence >= before)
            {
                break;
            }

            lines.Add(job.Output, entry);
            await job.FlushAsync();
        }

        lines.End(job.Output);
    }

    private static async Task<string> RenderAsync(BootView view, bool showsConsole, PageAssets assets, DateTimeOffset now, IServiceProvider services)
    {
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var root = await renderer.RenderComponentAsync<BootFileDocument>(ParameterView.FromDictionary(new Dictionary<string, object?>
            {
                [nameof(BootFileDocument.View)] = view,
                [nameof(BootFileDocument.ShowsConsole)] = showsConsole,
                [nameof(BootFileDocument.Files)] = assets,
                [nameof(BootFileDocument.Now)] = now,
            }));
            return root.ToHtmlString();
        });
    }

    // No text of a boot can hold the marker, because every text is encoded.
    private static (string Before, string After) Halves(string document, string marker)
    {
        var place = document.IndexOf(marker, StringComparison.Ordinal);
        return (document[..place], document[(place + marker.Length)..]);
    }
}
