using System.Security.Claims;
using Guestfs.Boots;
using Guestfs.Journal;
using Guestfs.Timeline;
using Guestfs.Web.Auth;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Guestfs.Web.Api;

/// <summary>Starting, finding and ending boots.</summary>
public static class BootEndpoints
{
    public static void MapBoots(this IEndpointRouteBuilder api)
    {
        var boots = api.MapGroup("/boots").WithTags("Boots");
        boots.MapPost("", StartAsync)
            .WithName("startBoot")
            .WithSummary("Start a boot")
            .WithDescription("201 for a new boot; 200 when the same requestId already started one. A disk may be its source alone, as text. Without a disk's format its header decides, and a decision in the journal says so.")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .Accepts<BootRequest>("application/json")
            .WithMetadata(new RequestSizeLimitAttribute(ApiSetup.MostBodyBytes));
        boots.MapPost("/check", CheckAsync)
            .WithName("checkBoot")
            .WithSummary("What would hinder a boot, without starting it")
            .Accepts<BootRequest>("application/json")
            .WithMetadata(new RequestSizeLimitAttribute(ApiSetup.MostBodyBytes));
        boots.MapGet("", ListAsync)
            .WithName("listBoots")
            .WithSummary("Running boots, and a page of past ones")
            .WithDescription("Boots that run stand in running on every page, whatever the filters.")
            .TakesQuery(BootFilter.Parameters);
        boots.MapGet("/{id}", FindAsync).WithName("getBoot").WithSummary("One boot's summary");
        boots.MapPost("/{id}/cancel", CancelAsync).WithName("cancelBoot").WithSummary("End a boot at once").ProducesProblem(StatusCodes.Status409Conflict);
        boots.MapPost("/{id}/stop", StopAsync).WithName("stopBoot").WithSummary("Flush and power off a ready boot").ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Created<BootSummary>, Ok<BootSummary>, ProblemHttpResult>> StartAsync(
        HttpRequest body, ClaimsPrincipal person, IBootEngine engine, CancellationToken cancellationToken)
    {
        var (request, reasons) = await JsonBody.ReadAsync<BootRequest>(body, cancellationToken);
        if (request is null)
        {
            return Problems.BadRequest(reasons);
        }

        var boot = await engine.StartAsync(request, Person.NameOf(person), cancellationToken);
        return boot.IsNew ? TypedResults.Created($"{ApiSetup.Root}/boots/{boot.Id}", boot.Summary) : TypedResults.Ok(boot.Summary);
    }

    private static async Task<Results<Ok<Preflight>, ProblemHttpResult>> CheckAsync(HttpRequest body, IBootEngine engine, CancellationToken cancellationToken)
    {
        var (request, reasons) = await JsonBody.ReadAsync<BootRequest>(body, cancellationToken);
        return request is null ? Problems.BadRequest(reasons) : TypedResults.Ok(await engine.CheckAsync(request, cancellationToken));
    }

    private static async Task<Results<Ok<BootPage>, ProblemHttpResult>> ListAsync(HttpRequest request, IBootEngine engine, CancellationToken cancellationToken)
    {
        var (query, reasons) = BootFilter.Read(request.Query);
        return reasons.Count > 0 ? Problems.BadRequest(reasons) : TypedResults.Ok(await engine.ListAsync(query, cancellationToken));
    }

    private static async Task<Results<Ok<BootSummary>, ProblemHttpResult>> FindAsync(string id, IBootEngine engine, CancellationToken cancellationToken) =>
        await engine.FindAsync(id, cancellationToken) is { } boot ? TypedResults.Ok(boot) : Problems.NoSuchBoot(id);

    private static async Task<Results<NoContent, ProblemHttpResult>> CancelAsync(string id, ClaimsPrincipal person, IBootEngine engine, CancellationToken cancellationToken) =>
        await AnswerAsync(await engine.CancelAsync(id, Person.NameOf(person), cancellationToken), id, engine, cancellationToken);

    private static async Task<Results<NoContent, ProblemHttpResult>> StopAsync(string id, ClaimsPrincipal person, IBootEngine engine, CancellationToken cancellationToken) =>
        await AnswerAsync(await engine.StopAsync(id, Person.NameOf(person), cancellationToken), id, engine, cancellationToken);

    private static async Task<Results<NoContent, ProblemHttpResult>> AnswerAsync(bool done, string id, IBootEngine engine, CancellationToken cancellationToken)
    {
        if (done)
        {
            return TypedResults.NoContent();
        }

        return await engine.FindAsync(id, cancellationToken) is { } boot
            ? TypedResults.Problem(Problems.Describe(StatusCodes.Status409Conflict, [$"Boot {id} is already over: {boot.Sentence}"]))
            : Problems.NoSuchBoot(id);
    }
}
