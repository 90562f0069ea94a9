using System.Net;
using System.Threading.RateLimiting;
using Guestfs.Web.Configuration;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;

namespace Guestfs.Web.Auth;

public static class AccessSetup
{
    public const string Session = "session";
    public const string Bearer = "bearer";
    public const string Open = "open";

    /// <summary>The name of the rate limit on sign-in.</summary>
    public const string LoginLimit = "login";

    private const string Either = "guestfs";

    /// <summary>Sign-in by link, tokens for scripts, and the rule that everything needs one of them unless it says otherwise.</summary>
    public static void AddAccess(this IServiceCollection services, GuestfsOptions options)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<LoginLinks>();
        services.AddSingleton<OperatorToken>();
        services.AddHostedService<Doorkeeper>();
        services.AddDataProtection()
            .SetApplicationName("Guestfs")
            .PersistKeysToFileSystem(Directory.CreateDirectory(Path.Combine(options.Data, "keys"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));

        var open = options.Access.Mode == AccessMode.Unsecured;
        services.AddAuthentication(Either)
            .AddPolicyScheme(Either, null, scheme => scheme.ForwardDefaultSelector = context =>
                OperatorTokenHandler.Carries(context.Request) ? Bearer : open ? Open : Session)
            .AddScheme<AuthenticationSchemeOptions, OperatorTokenHandler>(Bearer, null)
            .AddScheme<AuthenticationSchemeOptions, OpenDoorHandler>(Open, null)
            .AddCookie(Session, cookie => Configure(cookie, options));
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddCascadingAuthenticationState();
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = LoginEndpoints.OnRejectedAsync;
            limiter.AddPolicy(LoginLimit, static context => IsAttempt(context.Request)
                ? RateLimitPartition.GetFixedWindowLimiter(
                    context.Connection.RemoteIpAddress ?? IPAddress.None,
                    static _ => new FixedWindowRateLimiterOptions { PermitLimit = 10, Window = TimeSpan.FromMinutes(1) })
                : RateLimitPartition.GetNoLimiter(IPAddress.None));
        });
    }

    public static void UseAccess(this IApplicationBuilder app)
    {
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
    }

    private static void Configure(CookieAuthenticationOptions cookie, GuestfsOptions options)
    {
        // Browsers share cookies between the ports of a host; the port in the name keeps two servers apart.
        cookie.Cookie.Name = $"guestfs.{options.Listen.Port}";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Strict;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = TimeSpan.FromDays(options.Access.SessionDays);
        cookie.SlidingExpiration = true;
        cookie.LoginPath = LoginEndpoints.Path;
        cookie.ReturnUrlParameter = LoginEndpoints.ReturnUrl;
        cookie.Events.OnRedirectToLogin = context =>
        {
            if (IsPageView(context.Request))
            {
                context.Response.Redirect(context.RedirectUri);
            }
            else
            {
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            }

            return Task.CompletedTask;
        };
    }

    /// <summary>Looking at the sign-in page is no attempt; every tab of a browser whose session ended does it.</summary>
    private static bool IsAttempt(HttpRequest request) => !HttpMethods.IsGet(request.Method) || request.Query.ContainsKey("t");

    private static bool IsPageView(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && !request.Path.StartsWithSegments("/api")
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
