using Guestfs.Boots;
using Guestfs.Pins;
using Guestfs.Web.Exports;

namespace Guestfs.Web.Api;

/// <summary>What a boot left behind: its journal, and every file of it.</summary>
public static class RecordEndpoints
{
    public static void MapRecords(this IEndpointRouteBuilder api)
    {
        var boot = api.MapGroup("/boots/{id}").WithTags("Records");
        boot.MapGet("/journal", JournalAsync)
            .WithName("getJournal")
            .WithSummary("The journal as NDJSON")
            .WithDescription("Every entry with a sequence of at least from, in order, exactly once. With follow=true the answer goes on until the boot is over.")
            .TakesQuery(
                QueryParameter.Number("from", 0, long.MaxValue, "The first sequence; 0 where absent."),
                QueryParameter.Flag("follow", "Whether to wait for what comes until the boot is over; false where absent."))
            .Produces(StatusCodes.Status200OK, contentType: "application/x-ndjson");
        boot.MapExports(BootOf, described: true);
    }

    public static void MapDownloads(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/boots/latest", LatestAsync);
        routes.MapGroup("/boots/{id}").MapExports(BootOf);
    }

    private static ValueTask<IBootReader?> BootOf(HttpContext http) =>
        ValueTask.FromResult<IBootReader?>(new EngineBootReader(http.RequestServices.GetRequiredService<IBootEngine>(), http.RequestServices.GetRequiredService<PinDesk>(), (string)http.GetRouteValue("id")!));

    private static Task<IResult> JournalAsync(string id, IBootEngine engine, PinDesk pins, HttpContext http, CancellationToken cancellationToken, long from = 0, bool follow = false) =>
        JournalLines.AnswerAsync(new EngineBootReader(engine, pins, id), http, from, follow, cancellationToken);

    /// <summary>Leads to the newest boot that the filters match, running or past.</summary>
    private static async Task<IResult> LatestAsync(HttpRequest request, IBootEngine engine, CancellationToken cancellationToken)
    {
        var (query, reasons) = BootFilter.Read(request.Query);
        if (reasons.Count > 0)
        {
            return Problems.BadRequest(reasons);
        }

        var page = await engine.ListAsync(query with { PageSize = 1, Page = 1, Sort = BootSort.Newest }, cancellationToken);
        var running = page.Running.FirstOrDefault(query.Matches);
        return (running ?? (page.Past.Count > 0 ? page.Past[0] : null)) is { } newest
            ? TypedResults.LocalRedirect($"/boots/{newest.Id}")
            : TypedResults.NotFound();
    }
}
