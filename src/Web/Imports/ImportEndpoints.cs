using System.Security.Claims;
using Guestfs.Boots;
using Guestfs.Imports;
using Guestfs.Web.Api;
using Guestfs.Web.Auth;
using Microsoft.AspNetCore.Mvc;

namespace Guestfs.Web.Imports;

/// <summary>Taking in boots that ran elsewhere.</summary>
public static class ImportEndpoints
{
    public const string Path = "/import";

    /// <summary>A form adds its own lines to the file it carries.</summary>
    private const long MostRequestBytes = ImportLimits.MostGiven + (64 * 1024);

    public static void MapImports(this IEndpointRouteBuilder api) => api.MapPost(Path, ImportAsync)
        .WithTags("Boots")
        .WithName("importBoots")
        .WithSummary("Import boots from a log, a journal or a bundle")
        .WithDescription(
            "The body is the file itself, or a form with one file or a field named text. Plain, gzip and zip are read; name (query) is what the file is called. "
            + "201 with the new boots; with preview=true 200 with what would be made, and nothing is stored. "
            + "Bytes that were imported before are not imported twice: 200 with already and the boots that are there, unless again=true. "
            + "422 when no boot is recognised, with lookedFor and firstLines; 413 for more than the limits allow; 400 for a damaged bundle or journal; 503 with Retry-After when others import.")
        .Accepts<Stream>("*/*")
        .Produces<ImportAnswer>(StatusCodes.Status201Created)
        .Produces<ImportAnswer>()
        .TakesQuery(
            new QueryParameter("name", "What the file is called."),
            QueryParameter.Flag("preview", "Whether to only say what would be made; false where absent."),
            QueryParameter.Flag("again", "Whether to import bytes that are there already; false where absent."))
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
        .WithMetadata(new RequestSizeLimitAttribute(MostRequestBytes));

    private static async Task<IResult> ImportAsync(
        HttpRequest request, ClaimsPrincipal person, IBootImports imports, TimeProvider time, CancellationToken cancellationToken, string? name = null, bool preview = false, bool again = false)
    {
        var by = Person.NameOf(person);
        try
        {
            var (content, file) = await ImportBody.OpenAsync(request, name, cancellationToken);
            using var reading = await imports.ReadAsync(content, file, by, cancellationToken);
            var there = again ? [] : await imports.FindAsync(reading, cancellationToken);
            var created = preview || there.Count > 0 ? null : await imports.CreateAsync(reading, by, cancellationToken);
            var answer = ImportAnswer.Of(reading, created, there, by, time.GetUtcNow());
            return created is null ? TypedResults.Ok(answer) : TypedResults.Created($"{ApiSetup.Root}/boots/{created[0].Id}", answer);
        }
        catch (UnrecognisedException unknown)
        {
            var problem = Problems.Describe(StatusCodes.Status422UnprocessableEntity, [unknown.Message]);
            problem.Extensions["lookedFor"] = unknown.LookedFor;
            problem.Extensions["firstLines"] = unknown.FirstLines;
            problem.Extensions["lines"] = unknown.Lines;
            return TypedResults.Problem(problem);
        }
        catch (ImportBusyException busy)
        {
            request.HttpContext.Response.Headers.RetryAfter = "30";
            return TypedResults.Problem(Problems.Describe(StatusCodes.Status503ServiceUnavailable, [busy.Message]));
        }
        catch (ImportException refused)
        {
            var status = refused is ImportTooLargeException ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status400BadRequest;
            return TypedResults.Problem(Problems.Describe(status, [refused.Message]));
        }
    }
}
