using Guestfs.Boots;
using Guestfs.Boots.Retention;
using Guestfs.Journal;
using Guestfs.Pins;
using Guestfs.Web.Components.Boot;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Guestfs.Web.Live;

public static class LiveSetup
{
    public static void AddLive(this IServiceCollection services)
    {
        services.AddSignalR().AddJsonProtocol(static json => JournalJson.Apply(json.PayloadSerializerOptions));
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<FrameFeeds>();
    }

    public static void MapLive(this IEndpointRouteBuilder routes)
    {
        routes.MapHub<BootHub>(BootHub.Path);
        routes.MapGet("/boots/{id}/lines", HistoryAsync).RequireAuthorization().ExcludeFromDescription();
        routes.MapGet("/boots/{id}/panels", PanelsAsync).RequireAuthorization().ExcludeFromDescription();
    }

    private static async Task HistoryAsync(string id, long before, [FromServices] IBootEngine engine, [FromServices] PinDesk pins, HttpResponse response, CancellationToken cancellationToken)
    {
        response.ContentType = "application/x-ndjson; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        await LineHistory.WriteAsync(new EngineBootReader(engine, pins, id).ReadAsync(0, follow: false, cancellationToken), before, response.BodyWriter, cancellationToken);
    }

    /// <summary>The head and the facts as they stand now, for a page whose script noticed that they changed.</summary>
    private static async Task<Results<RazorComponentResult<BootPanels>, NotFound>> PanelsAsync(
        string id,
        [FromServices] IBootEngine engine,
        [FromServices] PinDesk pins,
        [FromServices] RetentionDesk retention,
        [FromServices] TimeProvider time,
        CancellationToken cancellationToken) =>
        await BootViewReader.ReadAsync(new EngineBootReader(engine, pins, id), time, cancellationToken) is { } view
            ? new RazorComponentResult<BootPanels>(new { View = view, Retention = await retention.OfAsync(id, cancellationToken) })
            : TypedResults.NotFound();
}
