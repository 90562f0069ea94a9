using Guestfs.Web.Shares;

namespace Guestfs.Web.Guards;

/// <summary>Headers that every response carries, errors and downloads included.</summary>
public static class SecurityHeaders
{
    /// <summary>
    /// Scripts come from this server only and never inline. Styles may be inline because MudBlazor sets them;
    /// nothing a guest prints reaches a style.
    /// </summary>
    public const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; " +
        "connect-src 'self'; form-action 'self'; base-uri 'self'; frame-ancestors 'none'";

    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use(static (http, next) =>
    {
        http.Response.OnStarting(static state =>
        {
            var context = (HttpContext)state;
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = ContentPolicy;
            headers.XContentTypeOptions = "nosniff";
            // The address of the sign-in page holds a token. Without any referrer its own form would come with the origin "null" and be refused.
            headers["Referrer-Policy"] = context.Request.Path.StartsWithSegments("/login") ? "strict-origin" : "same-origin";
            if (context.Request.Path.StartsWithSegments(ShareAddress.Root) || context.Request.Path.StartsWithSegments(BadgeAddress.Root))
            {
                // The address is the secret: no other site, cache or search engine may keep it or what it shows.
                headers["Referrer-Policy"] = "no-referrer";
                headers.CacheControl = "no-store";
                headers["X-Robots-Tag"] = "noindex, nofollow, noarchive";
            }

            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            // Badges say otherwise.
            headers.TryAdd("Cross-Origin-Resource-Policy", "same-origin");
            return Task.CompletedTask;
        }, http);
        return next(http);
    });
}
