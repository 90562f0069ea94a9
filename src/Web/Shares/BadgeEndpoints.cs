using Guestfs.Boots;
using Guestfs.Journal;
using Guestfs.Pins;
using Guestfs.Timeline;
using Guestfs.Web.Api;
using Guestfs.Web.Components.Boot;
using Guestfs.Web.Live;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Guestfs.Web.Shares;

/// <summary>Boots as text and pictures for tickets, mails and pages elsewhere.</summary>
public static class BadgeEndpoints
{
    public const string SvgType = "image/svg+xml; charset=utf-8";
    public const string PngType = "image/png";
    public const string MarkdownType = "text/markdown; charset=utf-8";

    public static void MapBadges(this IEndpointRouteBuilder routes)
    {
        var badges = routes.MapGroup("/boots").AddEndpointFilter<NotStored>().ExcludeFromDescription();
        badges.MapGet("/latest/badge.svg", LatestAsync);
        badges.MapGet("/{id}/badge.svg", OfBootAsync);
        badges.MapGet("/{id}/summary.md", MarkdownAsync);
    }

    public static void MapSharedBadges(this IEndpointRouteBuilder share)
    {
        share.MapGet("/summary.md", (Delegate)SharedMarkdownAsync);
        share.MapGet("/badge.svg", (Delegate)SharedBadgeAsync);
        share.MapGet("/preview.svg", (Delegate)PreviewAsync);
        share.MapMethods("/preview.png", [HttpMethods.Get, HttpMethods.Head], (Delegate)PixelsAsync);
    }

    /// <summary>The last boot that the filters match, as the boots list filters; one that runs counts once it is over, and one that
    /// was imported only where status=imported asks for it.</summary>
    private static async Task<IResult> LatestAsync(HttpRequest request, IBootEngine engine, CancellationToken cancellationToken)
    {
        var (query, reasons) = BootFilter.Read(request.Query);
        if (reasons.Count > 0)
        {
            return Problems.BadRequest(reasons);
        }

        var statuses = query.Statuses.Count > 0 ? query.Statuses : LabelBadges.Booted;
        var page = await engine.ListAsync(query with { Statuses = statuses, PageSize = 1, Page = 1, Sort = BootSort.Newest }, cancellationToken);
        return Svg(StripPicture.Badge(query.Label ?? "last boot", page.Past.Count > 0 ? page.Past[0] : null));
    }

    private static async Task<IResult> OfBootAsync(string id, IBootEngine engine, CancellationToken cancellationToken) =>
        await engine.FindAsync(id, cancellationToken) is { } boot
            ? Svg(StripPicture.Badge(StatusWords.Title(boot), boot))
            : Problems.NoSuchBoot(id);

    private static async Task<IResult> MarkdownAsync(string id, HttpRequest request, IBootEngine engine, PinDesk pins, TimeProvider time, CancellationToken cancellationToken) =>
        await BootViewReader.ReadAsync(new EngineBootReader(engine, pins, id), time, cancellationToken) is { } view
            ? TypedResults.Text(TicketText.Write(view, $"{request.Scheme}://{request.Host}/boots/{id}", console: true), MarkdownType)
            : Problems.NoSuchBoot(id);

    private static async Task<IResult> SharedMarkdownAsync(HttpContext http)
    {
        var shared = SharedBoot.Of(http);
        return await ReadAsync(http) is { } view
            ? TypedResults.Text(TicketText.Write(view, $"{http.Request.Scheme}://{http.Request.Host}{shared.Reader.Address}", shared.Reader.ShowsConsole), MarkdownType)
            : ShareAnswers.BootGone(http, shared.Share);
    }

    private static async Task<IResult> SharedBadgeAsync(HttpContext http)
    {
        LetOthersShow(http);
        return await ReadAsync(http) is { } view
            ? Svg(StripPicture.Badge(StatusWords.Title(view.Summary), view.Summary))
            : ShareAnswers.BootGone(http, SharedBoot.Of(http).Share);
    }

    /// <summary>A badge is made to stand on pages elsewhere, which show nothing but the picture.</summary>
    internal static void LetOthersShow(HttpContext http) => http.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";

    private static async Task<IResult> PreviewAsync(HttpContext http) => await ReadAsync(http) is { } view
        ? Svg(StripPicture.Preview(view.Summary, view.Elapsed))
        : ShareAnswers.BootGone(http, SharedBoot.Of(http).Share);

    /// <summary>The same picture for programs that draw no SVG.</summary>
    private static async Task<IResult> PixelsAsync(HttpContext http)
    {
        var share = SharedBoot.Of(http).Share;
        var png = await http.RequestServices.GetRequiredService<PreviewPictures>().GetAsync(
            share,
            async () => await ReadAsync(http) is { } view ? (StripPicture.Preview(view.Summary, view.Elapsed), view.Summary.Status.IsOver()) : null,
            http.RequestAborted);
        return png is null ? ShareAnswers.BootGone(http, share) : TypedResults.Bytes(png, PngType);
    }

    internal static ContentHttpResult Svg(Drawing drawing) => TypedResults.Text(SvgDrawing.Write(drawing), SvgType);

    private static Task<BootView?> ReadAsync(HttpContext http) =>
        BootViewReader.ReadAsync(SharedBoot.Of(http).Reader, http.RequestServices.GetRequiredService<TimeProvider>(), http.RequestAborted);
}
