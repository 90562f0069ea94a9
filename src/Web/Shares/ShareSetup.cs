using Guestfs.Boots;
using Guestfs.Web.Api;
using Guestfs.Web.Components.Boot;
using Guestfs.Web.Components.Sharing;
using Guestfs.Web.Exports;
using Guestfs.Web.Live;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Guestfs.Web.Shares;

public static class ShareSetup
{
    public static void AddShares(this IServiceCollection services)
    {
        services.AddSingleton<ShareAudience>();
        services.AddSingleton<ShareTurns>();
        services.AddSingleton<ShareRecords>();
        services.AddSingleton<PreviewPictures>();
        services.AddSingleton<LabelBadges>();
    }

    public static void MapShares(this IEndpointRouteBuilder routes)
    {
        routes.MapHub<ShareHub>(ShareHub.Path);
        routes.MapLabelBadges();
        var share = routes.MapGroup($"{ShareAddress.Root}/{{token}}").AllowAnonymous().ExcludeFromDescription().AddEndpointFilter<ShareGate>();
        share.MapMethods("", [HttpMethods.Get, HttpMethods.Head], (Delegate)PageAsync);
        share.MapGet("/panels", (Delegate)PanelsAsync);
        share.MapGet("/lines", LinesAsync);
        share.MapExports(static http => ValueTask.FromResult<IBootReader?>(SharedBoot.Of(http).Reader)).AddEndpointFilter<ShareTurnGate>();
        share.MapSharedBadges();
        share.MapGet("/journal", static (HttpContext http, long from = 0, bool follow = false) =>
            JournalLines.AnswerAsync(SharedBoot.Of(http).Reader, http, from, follow, http.RequestAborted));

        // What lies nowhere gets the answer of a token that opens nothing, instead of being sent to the sign-in page.
        routes.MapGet($"{ShareAddress.Root}/{{**rest}}", static (HttpContext http) => ShareAnswers.NotFound(http)).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<IResult> PageAsync(HttpContext http)
    {
        var shared = SharedBoot.Of(http);
        var time = http.RequestServices.GetRequiredService<TimeProvider>();
        if (await SharePicture.ReadAsync(shared, time.GetUtcNow(), http.RequestAborted) is not { } picture)
        {
            return ShareAnswers.BootGone(http, shared.Share);
        }

        if (IsView(http.Request))
        {
            await http.RequestServices.GetRequiredService<Guestfs.Shares.ShareDesk>().CountViewAsync(shared.Share, http.RequestAborted);
        }

        return new RazorComponentResult<SharePage>(new Dictionary<string, object?>
        {
            [nameof(SharePage.Shared)] = shared,
            [nameof(SharePage.Picture)] = picture,
            [nameof(SharePage.Viewers)] = http.RequestServices.GetRequiredService<ShareAudience>().Count(shared.Share.Id),
            [nameof(SharePage.Now)] = time.GetUtcNow(),
        })
        {
            PreventStreamingRendering = true,
        };
    }

    /// <summary>The head and the facts as they stand now, for a page whose script noticed that they changed.</summary>
    private static async Task<IResult> PanelsAsync(HttpContext http)
    {
        var shared = SharedBoot.Of(http);
        var time = http.RequestServices.GetRequiredService<TimeProvider>();
        return await BootViewReader.ReadAsync(shared.Reader, time, http.RequestAborted) is { } view
            ? new RazorComponentResult<BootPanels>(new Dictionary<string, object?>
            {
                [nameof(BootPanels.View)] = view,
                [nameof(BootPanels.ReadOnly)] = true,
            })
            : ShareAnswers.BootGone(http, shared.Share);
    }

    private static async Task<IResult> LinesAsync(HttpContext http, long before)
    {
        var reader = SharedBoot.Of(http).Reader;
        http.Response.ContentType = "application/x-ndjson; charset=utf-8";
        if (reader.ShowsConsole)
        {
            await LineHistory.WriteAsync(reader.ReadAsync(0, follow: false, http.RequestAborted), before, http.Response.BodyWriter, http.RequestAborted);
        }

        return Results.Empty;
    }

    /// <summary>A browser that loads ahead, or a program that only asks whether the page is there, has not looked.</summary>
    private static bool IsView(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && !request.Headers["Sec-Purpose"].ToString().Contains("prefetch", StringComparison.OrdinalIgnoreCase);
}
