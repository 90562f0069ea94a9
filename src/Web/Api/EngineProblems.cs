using Guestfs.Boots;
using Guestfs.Pins;
using Guestfs.Shares;
using Microsoft.AspNetCore.Diagnostics;

namespace Guestfs.Web.Api;

/// <summary>What the engine refuses, as problem details; its messages are written for users. Everything else stays a plain 500.</summary>
public sealed class EngineProblems(IProblemDetailsService problems) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not GuestfsException refused)
        {
            return false;
        }

        var status = refused is BootRefusedException or ShareRefusedException or PinRefusedException ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status400BadRequest;
        httpContext.Response.StatusCode = status;
        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails = Problems.Describe(status, refused is BootRefusedException boot ? boot.Reasons : [refused.Message]),
        });
    }
}
