using Guestfs.Web.Auth;
using Guestfs.Web.Configuration;

namespace Guestfs.Web.Guards;

public static class GuardSetup
{
    /// <summary>Looks at every request before anything else does: its host, its origin, and the headers of its answer.</summary>
    public static void UseGuards(this IApplicationBuilder app, GuestfsOptions options)
    {
        var hosts = new HostGuard(options.Listen);
        app.UseSecurityHeaders();
        app.Use(async (http, next) =>
        {
            if (!hosts.Allows(http.Request.Host))
            {
                await RefuseAsync(http, StatusCodes.Status400BadRequest, "This server does not answer to that host name. Add it to Guestfs:Listen:PublicUrls if it should.");
                return;
            }

            http.Request.Scheme = hosts.SchemeOf(http.Request);
            if (OriginGuard.Refuses(http.Request, http.Request.Scheme, OperatorTokenHandler.Carries(http.Request)))
            {
                await RefuseAsync(http, StatusCodes.Status403Forbidden, "The request came from another site and nothing was changed. Scripts send a bearer token instead of a cookie.");
                return;
            }

            await next(http);
        });
    }

    private static Task RefuseAsync(HttpContext http, int status, string sentence) =>
        Results.Problem(sentence, statusCode: status).ExecuteAsync(http);
}
