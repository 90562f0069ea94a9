using Guestfs.Boots;
using Guestfs.Web.Api;
using Microsoft.Net.Http.Headers;

namespace Guestfs.Web.Exports;

/// <summary>Finds the boot that a request is about, as its sender may see it; null when there is none.</summary>
public delegate ValueTask<IBootReader?> BootOfRequest(HttpContext http);

/// <summary>The files of a boot, below the address of its page, of its place in the API, or of a link to it.</summary>
public static class ExportEndpoints
{
    /// <param name="routes">A group whose prefix is the boot's address.</param>
    /// <param name="described">Whether the routes stand in the API's description; the group then has an {id}.</param>
    /// <returns>The routes, to be protected further.</returns>
    public static RouteGroupBuilder MapExports(this IEndpointRouteBuilder routes, BootOfRequest bootOf, bool described = false)
    {
        var files = routes.MapGroup("").AddEndpointFilter<NotStored>();
        foreach (var format in ExportFormats.All)
        {
            if (described)
            {
                // The id is named here for the description; bootOf finds it by itself.
                Describe(files.MapGet("/" + format.Suffix, (string id, HttpContext http) => AnswerAsync(format, bootOf, http)), format);
            }
            else
            {
                files.MapGet("/" + format.Suffix, (Delegate)((HttpContext http) => AnswerAsync(format, bootOf, http))).ExcludeFromDescription();
            }
        }

        return files;
    }

    private static void Describe(RouteHandlerBuilder route, ExportFormat format) => route
        .WithName(format.Operation)
        .WithSummary(format.Purpose)
        .WithDescription(format.Description ?? "docs/exports.md describes this format.")
        .TakesQuery(format.Query)
        .Produces(StatusCodes.Status200OK, format.Answer, format.ContentType.Split(';')[0]);

    private static async Task<IResult> AnswerAsync(ExportFormat format, BootOfRequest bootOf, HttpContext http)
    {
        if (await bootOf(http) is not { } boot || await boot.FindAsync(http.RequestAborted) is null)
        {
            return Problems.NoSuchBoot(http.GetRouteValue("id") as string ?? "here");
        }

        if (format.ShowsOutput && !boot.ShowsConsole)
        {
            return Problems.NotShown(format.Suffix);
        }

        if (format.Query.SelectMany(parameter => parameter.ProblemsOf(http.Request.Query[parameter.Name])).ToList() is { Count: > 0 } reasons)
        {
            return Problems.BadRequest(reasons);
        }

        http.Response.ContentType = format.ContentType;
        http.Response.Headers.ContentDisposition = Disposition(boot, format);
        await format.WriteAsync(new ExportJob(boot, http.Response.BodyWriter, http.RequestServices, http.Request.Query, http.RequestAborted));
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
        return Results.Empty;
    }

    /// <summary>RFC 6266. Titles never become file names: they are the user's, and a name that differs per boot is enough.</summary>
    private static string Disposition(IBootReader boot, ExportFormat format)
    {
        var header = new ContentDispositionHeaderValue("attachment");
        header.SetHttpFileName($"guestfs-{string.Concat(boot.Id.Where(char.IsAsciiLetterOrDigit))}-{format.Suffix}");
        return header.ToString();
    }
}
