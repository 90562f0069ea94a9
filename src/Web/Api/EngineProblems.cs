using Guestfs.Boots;
using Guestfs.Pins;
using Guestfs.Shares;
using Guestfs.Web.Shares;
using Microsoft.AspNetCore.Diagnostics;

namespace Guestfs.Web.Api;

/// <summary>
/// What the engine refuses, as problem details. Its messages are written for users and may name paths of this server, so who is not
/// signed in, or came by a link, gets none of them. A body that breaks off or is too large keeps its status; everything else stays a plain 500.
/// </summary>
public sealed class EngineProblems(IProblemDetailsService problems) : IExceptionHandler
{
    private const string ForStrangers = "The server could not read this now; nothing was changed. Try again in a while, or ask the person who sent the link.";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is BadHttpRequestException broken)
        {
            return await AnswerAsync(httpContext, broken.StatusCode, [ProblemWords.Sentence(httpContext, broken.StatusCode)]);
        }

        if (exception is not GuestfsException refused)
        {
            return false;
        }

        if (httpContext.Request.Path.StartsWithSegments(ShareAddress.Root) || httpContext.User.Identity?.IsAuthenticated != true)
        {
            return await AnswerAsync(httpContext, StatusCodes.Status500InternalServerError, [ForStrangers]);
        }

        var status = refused is BootRefusedException or ShareRefusedException or PinRefusedException ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status400BadRequest;
        return await AnswerAsync(httpContext, status, refused is BootRefusedException boot ? boot.Reasons : [refused.Message]);
    }

    private ValueTask<bool> AnswerAsync(HttpContext httpContext, int status, IReadOnlyList<string> reasons)
    {
        httpContext.Response.StatusCode = status;
        return problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = httpContext, ProblemDetails = Problems.Describe(status, reasons) });
    }
}
