using System.Security.Claims;
using Guestfs.Shares;
using Guestfs.Web.Api;
using Guestfs.Web.Auth;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Guestfs.Web.Shares;

/// <summary>Links to badges of labels, for READMEs and wikis: managed by who is signed in, shown to whoever has the link.</summary>
public static class LabelBadgeEndpoints
{
    public static void MapLabelBadgeApi(this IEndpointRouteBuilder api)
    {
        var badges = api.MapGroup("/badges").WithTags("Shares");
        badges.MapPost("", CreateAsync)
            .WithName("createBadge")
            .WithSummary("Make a link to the badge of a label")
            .WithDescription("The badge shows the label, how its last boot went and how long it took; nothing else of any boot. The answer's url is told only this once.")
            .Accepts<BadgeDraft>("application/json")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithMetadata(new RequestSizeLimitAttribute(ApiSetup.MostBodyBytes));
        badges.MapGet("", static async (BadgeDesk desk, CancellationToken cancellationToken) => TypedResults.Ok(await desk.ListAsync(cancellationToken)))
            .WithName("listBadges")
            .WithSummary("The links to badges that are not revoked, newest first");
        badges.MapPost("/{id}/revoke", RevokeAsync).WithName("revokeBadge").WithSummary("End a link to a badge for good");
    }

    public static void MapLabelBadges(this IEndpointRouteBuilder routes) =>
        routes.MapMethods($"{BadgeAddress.Root}/{{token}}.svg", [HttpMethods.Get, HttpMethods.Head], ShowAsync).AllowAnonymous().ExcludeFromDescription().AddEndpointFilter<NotStored>();

    private static async Task<Results<Created<MadeBadge>, ProblemHttpResult>> CreateAsync(
        HttpRequest request, ClaimsPrincipal person, BadgeDesk desk, CancellationToken cancellationToken)
    {
        var (draft, reasons) = await JsonBody.ReadAsync<BadgeDraft>(request, cancellationToken);
        if (draft is null)
        {
            return Problems.BadRequest(reasons);
        }

        var (badge, token) = await desk.CreateAsync(draft.Label, Person.NameOf(person), cancellationToken);
        return TypedResults.Created($"{ApiSetup.Root}/badges", new MadeBadge(BadgeAddress.Link(request, token), badge));
    }

    private static async Task<Results<Ok<LabelBadge>, ProblemHttpResult>> RevokeAsync(string id, ClaimsPrincipal person, BadgeDesk desk, CancellationToken cancellationToken) =>
        await desk.RevokeAsync(id, Person.NameOf(person), cancellationToken) is { } badge
            ? TypedResults.Ok(badge)
            : TypedResults.Problem(Problems.Describe(StatusCodes.Status404NotFound, [$"There is no badge {id}. The id may be mistyped."]));

    /// <summary>A picture whatever the token is, since it stands where a picture is expected; one that leads nowhere names no label.</summary>
    private static async Task<IResult> ShowAsync(string token, HttpContext http, BadgeDesk desk, LabelBadges badges)
    {
        BadgeEndpoints.LetOthersShow(http);
        var badge = ShareToken.Parse(token) is { } parsed ? await desk.OpenAsync(parsed, http.RequestAborted) : null;
        var (drawing, status) = badge switch
        {
            null => (StripPicture.Notice("boot", "no such badge"), StatusCodes.Status404NotFound),
            { RevokedAt: not null } => (StripPicture.Notice(badge.Label, "badge revoked"), StatusCodes.Status410Gone),
            _ => (await badges.DrawAsync(badge.Label, http.RequestAborted), StatusCodes.Status200OK),
        };
        return TypedResults.Text(SvgDrawing.Write(drawing), BadgeEndpoints.SvgType, statusCode: status);
    }
}

public sealed record BadgeDraft(string? Label);

/// <param name="Url">The link. It is told here only: afterwards nobody can read it out of the server.</param>
public sealed record MadeBadge(string Url, LabelBadge Badge);
