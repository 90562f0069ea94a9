using System.Security.Claims;
using Guestfs.Boots;
using Guestfs.Shares;
using Guestfs.Web.Api;
using Guestfs.Web.Auth;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Guestfs.Web.Shares;

/// <summary>Making and managing shares. Everything here goes by the share's id and needs sign-in; a link opens none of it.</summary>
public static class ShareEndpoints
{
    private static readonly QueryParameter Live = QueryParameter.Flag("live", "true leaves out what is expired or revoked; false where absent.");

    public static void MapShareApi(this IEndpointRouteBuilder api)
    {
        var boot = api.MapGroup("/boots/{id}/shares").WithTags("Shares");
        boot.MapPost("", CreateAsync)
            .WithName("createShare")
            .WithSummary("Make a link to a boot")
            .WithDescription("Body, all of it optional: title, note, expiry (1d, 7d, 30d or never), contents (console, diskNames, commandLine, environment, redact; what is left out has the careful default). The answer's url is told only this once.")
            .Accepts<ShareDraft>(isOptional: true, "application/json")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithMetadata(new RequestSizeLimitAttribute(ApiSetup.MostBodyBytes));
        boot.MapGet("", ListOfBootAsync).WithName("listSharesOfBoot").WithSummary("The shares of one boot, newest first").TakesQuery(Live);

        var shares = api.MapGroup("/shares").WithTags("Shares");
        shares.MapGet("", ListAsync).WithName("listShares").WithSummary("All shares, newest first").TakesQuery(Live, QueryParameter.Number("page", 1, 1_000_000, "Counts from 1, which is usual."), QueryParameter.Number("pageSize", 1, 200, "50 where absent."));
        shares.MapGet("/{id}", FindAsync).WithName("getShare").WithSummary("One share");
        shares.MapPatch("/{id}", ChangeAsync)
            .WithName("changeShare")
            .WithSummary("Change title, note, expiry or contents")
            .WithDescription("Members that are absent stay; an empty text is taken away; expiry (1d, 7d, 30d or never) counts from now; contents is replaced as a whole, and whoever looks starts over. An expired share lives again under the same link.")
            .Accepts<ShareChange>("application/json")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithMetadata(new RequestSizeLimitAttribute(ApiSetup.MostBodyBytes));
        shares.MapPost("/{id}/renew", RenewAsync).WithName("renewShare").WithSummary("Let a share live 30 more days from now");
        shares.MapPost("/{id}/revoke", RevokeAsync).WithName("revokeShare").WithSummary("End a share for good; its viewers are cut off at once");
    }

    private static async Task<Results<Created<MadeShare>, ProblemHttpResult>> CreateAsync(
        string id, HttpRequest request, ClaimsPrincipal person, IBootEngine engine, ShareDesk desk, ShareRecords records, CancellationToken cancellationToken)
    {
        var (draft, reasons) = await JsonBody.ReadAsync(request, cancellationToken, usual: new ShareDraft());
        if (draft is null)
        {
            return Problems.BadRequest(reasons);
        }

        if (await engine.FindAsync(id, cancellationToken) is null)
        {
            return Problems.NoSuchBoot(id);
        }

        var (share, token) = await desk.CreateAsync(id, draft, Person.NameOf(person), cancellationToken);
        return TypedResults.Created(
            $"{ApiSetup.Root}/shares/{share.Id}",
            new MadeShare(ShareAddress.Link(request, token), await records.OfAsync(share, cancellationToken)));
    }

    private static Task<Ok<ShareRecordPage>> ListOfBootAsync(
        string id, ShareDesk desk, ShareRecords records, TimeProvider time, CancellationToken cancellationToken, bool live = false) =>
        PageAsync(new ShareQuery { BootId = id, PageSize = 200 }, live, desk, records, time, cancellationToken);

    private static Task<Ok<ShareRecordPage>> ListAsync(
        ShareDesk desk, ShareRecords records, TimeProvider time, CancellationToken cancellationToken, bool live = false, int page = 1, int pageSize = 50) =>
        PageAsync(new ShareQuery { Page = page, PageSize = pageSize }, live, desk, records, time, cancellationToken);

    private static async Task<Results<Ok<ShareRecord>, ProblemHttpResult>> FindAsync(
        string id, ShareDesk desk, ShareRecords records, CancellationToken cancellationToken) =>
        await AnswerAsync(id, await desk.FindAsync(id, cancellationToken), records, cancellationToken);

    private static async Task<Results<Ok<ShareRecord>, ProblemHttpResult>> ChangeAsync(
        string id, HttpRequest request, ClaimsPrincipal person, ShareDesk desk, ShareRecords records, CancellationToken cancellationToken)
    {
        var (change, reasons) = await JsonBody.ReadAsync(request, cancellationToken, usual: new ShareChange(), takesNull: false);
        return change is null
            ? Problems.BadRequest(reasons)
            : await AnswerAsync(id, await desk.ChangeAsync(id, change, Person.NameOf(person), cancellationToken), records, cancellationToken);
    }

    private static async Task<Results<Ok<ShareRecord>, ProblemHttpResult>> RenewAsync(
        string id, ClaimsPrincipal person, ShareDesk desk, ShareRecords records, CancellationToken cancellationToken) =>
        await AnswerAsync(id, await desk.ChangeAsync(id, new ShareChange { Expiry = ShareExpiries.Usual }, Person.NameOf(person), cancellationToken), records, cancellationToken);

    private static async Task<Results<Ok<ShareRecord>, ProblemHttpResult>> RevokeAsync(
        string id, ClaimsPrincipal person, ShareDesk desk, ShareRecords records, CancellationToken cancellationToken) =>
        await AnswerAsync(id, await desk.RevokeAsync(id, Person.NameOf(person), cancellationToken), records, cancellationToken);

    private static async Task<Results<Ok<ShareRecord>, ProblemHttpResult>> AnswerAsync(string id, Share? share, ShareRecords records, CancellationToken cancellationToken) =>
        share is null ? Problems.NoSuchShare(id) : TypedResults.Ok(await records.OfAsync(share, cancellationToken));

    private static async Task<Ok<ShareRecordPage>> PageAsync(
        ShareQuery query, bool live, ShareDesk desk, ShareRecords records, TimeProvider time, CancellationToken cancellationToken)
    {
        var page = await desk.ListAsync(live ? query with { LiveAt = time.GetUtcNow() } : query, cancellationToken);
        return TypedResults.Ok(new ShareRecordPage(await records.OfAsync(page.Shares, cancellationToken), page.Total));
    }
}
