using Guestfs.Boots;
using Guestfs.Journal;

namespace Guestfs.Web.Api;

/// <summary>What a boot left behind: its journal, its console, its timeline.</summary>
public static class RecordEndpoints
{
    public static void MapRecords(this IEndpointRouteBuilder api)
    {
        var boot = api.MapGroup("/boots/{id}").WithTags("Records");
        boot.MapGet("/journal", JournalAsync)
            .WithName("getJournal")
            .WithSummary("The journal as NDJSON")
            .WithDescription("Every entry with a sequence of at least from, in order, exactly once. With follow=true the answer goes on until the boot is over.")
            .Produces(StatusCodes.Status200OK, contentType: "application/x-ndjson")
            .ProducesProblem(StatusCodes.Status404NotFound);
        boot.MapGet("/console.txt", ConsoleText.AnswerAsync)
            .WithName("getConsole")
            .WithSummary("The bytes the guest printed, unedited")
            .WithDescription("source (repeatable: console, qemu, supermin, engine) chooses other output instead.")
            .Produces(StatusCodes.Status200OK, contentType: "text/plain")
            .ProducesProblem(StatusCodes.Status404NotFound);
        boot.MapGet("/boot.json", BootRecord.AnswerAsync)
            .WithName("getTimeline")
            .WithSummary("The timeline: stages and activities with their times")
            .Produces<BootRecord>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    public static void MapDownloads(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/boots/latest", LatestAsync);
        routes.MapGet("/boots/{id}/console.txt", ConsoleText.AnswerAsync);
        routes.MapGet("/boots/{id}/boot.json", BootRecord.AnswerAsync);
    }

    /// <summary>Leads to the newest boot that the filters match, running or past.</summary>
    private static async Task<IResult> LatestAsync(HttpRequest request, IBootEngine engine, CancellationToken cancellationToken)
    {
        var (query, reasons) = BootFilter.Read(request.Query);
        if (reasons.Count > 0)
        {
            return Problems.BadRequest(reasons);
        }

        var page = await engine.ListAsync(query with { PageSize = 1, Page = 1, Sort = BootSort.Newest }, cancellationToken);
        var running = page.Running.FirstOrDefault(boot =>
            (query.Label is null || boot.Label == query.Label)
            && (query.Statuses.Count == 0 || query.Statuses.Contains(boot.Status))
            && (query.Stage is null || boot.Stage == query.Stage)
            && (query.Accelerator is null || boot.Accelerator == query.Accelerator));
        return (running ?? (page.Past.Count > 0 ? page.Past[0] : null)) is { } newest
            ? TypedResults.LocalRedirect($"/boots/{newest.Id}")
            : TypedResults.NotFound();
    }

    private static async Task<IResult> JournalAsync(string id, IBootEngine engine, HttpContext http, CancellationToken cancellationToken, long from = 0, bool follow = false)
    {
        if (await engine.FindAsync(id, cancellationToken) is null)
        {
            return Problems.NoSuchBoot(id);
        }

        http.Response.ContentType = "application/x-ndjson";
        var output = http.Response.BodyWriter;
        await output.FlushAsync(cancellationToken);
        await using var entries = engine.WatchAsync(id, from, follow, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            // What is at hand goes out in large pieces; before a wait everything goes out.
            var next = entries.MoveNextAsync();
            if ((!next.IsCompleted && output.UnflushedBytes > 0) || output.UnflushedBytes > 64 * 1024)
            {
                await output.FlushAsync(cancellationToken);
            }

            if (!await next)
            {
                return Results.Empty;
            }

            JournalJson.WriteLine(output, entries.Current);
        }
    }
}
