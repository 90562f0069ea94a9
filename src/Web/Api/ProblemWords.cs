using Guestfs.Web.Auth;

namespace Guestfs.Web.Api;

/// <summary>The sentence of an error that comes from no handler of ours, such as an address that is none.</summary>
public static class ProblemWords
{
    public static void Complete(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        problem.Detail ??= Sentence(context.HttpContext, problem.Status ?? context.HttpContext.Response.StatusCode);
        problem.Extensions.TryAdd("reasons", new[] { problem.Detail });
    }

    public static string Sentence(HttpContext http, int status) => status switch
    {
        StatusCodes.Status400BadRequest => "The request cannot be read, so nothing was done. /openapi/v1.json says what is taken here.",
        StatusCodes.Status401Unauthorized => OperatorTokenHandler.Carries(http.Request)
            ? "The bearer token is not valid, so nothing was done. A restart of the server writes a new one to the file named by --api-token-file."
            : "This needs sign-in, so nothing was done. Open a sign-in link in the browser, or send the token from the file named by --api-token-file as Authorization: Bearer.",
        StatusCodes.Status403Forbidden => "This is not allowed to whoever asks, so nothing was done. Sign in as somebody who may.",
        StatusCodes.Status404NotFound => "There is nothing at this address. It may be mistyped; /openapi/v1.json lists what there is.",
        StatusCodes.Status405MethodNotAllowed => $"{Echo.Bare(http.Request.Method)} is not possible here, so nothing was done. Possible: {http.Response.Headers.Allow}.",
        StatusCodes.Status413PayloadTooLarge => "The body is larger than is taken here, so nothing was done. Send less.",
        StatusCodes.Status415UnsupportedMediaType => "The body is of a type that is not taken here, so nothing was done. Send JSON with Content-Type: application/json.",
        StatusCodes.Status429TooManyRequests => "Too much is asked at once, so nothing was done. Wait as long as Retry-After says, then ask again.",
        < StatusCodes.Status500InternalServerError => "The request was refused, so nothing was done. /openapi/v1.json says what is taken here.",
        _ => "The server failed at this; boots that run are not affected. Ask again, and if it stays, look up this answer's traceId in the server's log.",
    };
}
