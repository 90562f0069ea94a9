using System.Security.Claims;
using Guestfs.Boots;
using Guestfs.Boots.Retention;
using Guestfs.Web.Auth;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Guestfs.Web.Api;

/// <summary>Deleting boots, keeping them from it, and what retention does.</summary>
public static class RetentionEndpoints
{
    public static void MapRetention(this IEndpointRouteBuilder api)
    {
        var boot = api.MapGroup("/boots/{id}").WithTags("Retention");
        boot.MapDelete("", DeleteAsync)
            .WithName("deleteBoot")
            .WithSummary("Delete a boot that is over")
            .WithDescription("Its journal, console and everything drawn from them are gone for good, and its links say so. 409 while it runs or is marked Keep.")
            .ProducesProblem(StatusCodes.Status409Conflict);
        boot.MapGet("/retention", FindAsync).WithName("getRetentionOfBoot").WithSummary("Whether a boot is kept, and when retention removes it");
        boot.MapPut("/keep", KeepAsync).WithName("keepBoot").WithSummary("Mark a boot Keep: nothing removes it until the mark is taken away");
        boot.MapDelete("/keep", ReleaseAsync).WithName("releaseBoot").WithSummary("Take the mark Keep away");

        api.MapGet("/retention", ReportAsync).WithTags("Retention").WithName("getRetention").WithSummary("Limits, what is due, the last sweep and space");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(string id, ClaimsPrincipal person, IBootEngine engine, CancellationToken cancellationToken) =>
        (await engine.RemoveAsync(id, Person.NameOf(person), cancellationToken)).Answer switch
        {
            RemovalAnswer.Removed => TypedResults.NoContent(),
            RemovalAnswer.Unknown => Problems.NoSuchBoot(id),
            var refused => TypedResults.Problem(Problems.Describe(StatusCodes.Status409Conflict, [Sentence(refused, id)])),
        };

    /// <summary>Why a boot was not deleted.</summary>
    public static string Sentence(RemovalAnswer refused, string id) => refused switch
    {
        RemovalAnswer.Kept => $"Boot {id} is marked Keep, so it was not deleted. Take the mark away first.",
        RemovalAnswer.Unknown => $"There is no boot {id} any more.",
        _ => $"Boot {id} is not over, so it was not deleted. Cancel it first, or wait until it is over.",
    };

    private static async Task<Results<Ok<BootRetention>, ProblemHttpResult>> FindAsync(string id, RetentionDesk desk, CancellationToken cancellationToken) =>
        Answer(id, await desk.OfAsync(id, cancellationToken));

    private static async Task<Results<Ok<BootRetention>, ProblemHttpResult>> KeepAsync(string id, ClaimsPrincipal person, RetentionDesk desk, CancellationToken cancellationToken) =>
        Answer(id, await desk.KeepAsync(id, Person.NameOf(person), cancellationToken));

    private static async Task<Results<Ok<BootRetention>, ProblemHttpResult>> ReleaseAsync(string id, ClaimsPrincipal person, RetentionDesk desk, CancellationToken cancellationToken) =>
        Answer(id, await desk.ReleaseAsync(id, Person.NameOf(person), cancellationToken));

    private static async Task<Ok<RetentionReport>> ReportAsync(RetentionDesk desk, CancellationToken cancellationToken) =>
        TypedResults.Ok(await desk.ReportAsync(cancellationToken));

    private static Results<Ok<BootRetention>, ProblemHttpResult> Answer(string id, BootRetention? boot) =>
        boot is null ? Problems.NoSuchBoot(id) : TypedResults.Ok(boot);
}
