using Guestfs.Web.Components.Pages.Login;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.RateLimiting;

namespace Guestfs.Web.Auth;

/// <summary>Signing in with a one-time link, by opening it or by pasting it, and signing out.</summary>
public static partial class LoginEndpoints
{
    public const string Path = "/login";
    public const string ReturnUrl = "returnUrl";

    public static void MapLogin(this IEndpointRouteBuilder routes)
    {
        var login = routes.MapGroup(Path).AllowAnonymous().RequireRateLimiting(AccessSetup.LoginLimit).ExcludeFromDescription();
        login.MapGet("", OpenAsync);
        login.MapPost("", (Delegate)PasteAsync).DisableAntiforgery();
        // Tells the sign-in page whether the browser is signed in after all; open to everyone, since the answer says nothing else.
        routes.MapGet("/login/session", static (HttpContext http) => TypedResults.Ok(new { signedIn = http.User.Identity?.IsAuthenticated == true }))
            .AllowAnonymous().ExcludeFromDescription();
        routes.MapPost("/logout", (Delegate)LeaveAsync).DisableAntiforgery().ExcludeFromDescription();
    }

    /// <summary>Answers attempts beyond the limit with the sign-in page and a reason.</summary>
    public static async ValueTask OnRejectedAsync(OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        var http = rejected.HttpContext;
        LogLimited(http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(LoginEndpoints)), http.Connection.RemoteIpAddress?.ToString() ?? "unknown");
        http.Response.Headers.RetryAfter = "60";
        await Page("Too many attempts from this address. Wait a minute, then try again.", null, StatusCodes.Status429TooManyRequests).ExecuteAsync(http);
    }

    private static async Task<IResult> OpenAsync(string? t, string? returnUrl, HttpContext http, LoginLinks links)
    {
        // A browser that loads pages ahead must not use up the link before its person opens it.
        if (http.Request.Headers["Sec-Purpose"].ToString().Contains("prefetch", StringComparison.OrdinalIgnoreCase))
        {
            return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }

        if (http.User.Identity?.IsAuthenticated == true)
        {
            return TypedResults.LocalRedirect(LocalUrl.Or(returnUrl));
        }

        return t is null ? Page(null, returnUrl, StatusCodes.Status200OK) : await SignInAsync(t, returnUrl, http, links);
    }

    private static async Task<IResult> PasteAsync(HttpContext http, LoginLinks links)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var pasted = form["t"].ToString().Trim();
        var mark = pasted.LastIndexOf("t=", StringComparison.Ordinal);
        return await SignInAsync(mark < 0 ? pasted : pasted[(mark + 2)..], form[ReturnUrl], http, links);
    }

    private static async Task<IResult> SignInAsync(string token, string? returnUrl, HttpContext http, LoginLinks links)
    {
        var verdict = links.Redeem(token);
        var logger = http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(LoginEndpoints));
        var address = http.Connection.RemoteIpAddress?.ToString() ?? "unknown";
        if (verdict == LoginLinkVerdict.Accepted)
        {
            LogSignedIn(logger, address);
            await http.SignInAsync(AccessSetup.Session, Person.OfLink(AccessSetup.Session), new AuthenticationProperties { IsPersistent = true });
            return TypedResults.LocalRedirect(LocalUrl.Or(returnUrl));
        }

        LogRefused(logger, address, verdict);
        var problem = verdict switch
        {
            LoginLinkVerdict.Used => "This link was already used. Each link signs in one browser, once.",
            LoginLinkVerdict.Expired => "This link has expired.",
            _ => "This link is not known. It may belong to an earlier start of the server.",
        };
        return Page(problem, returnUrl, StatusCodes.Status401Unauthorized);
    }

    private static async Task<IResult> LeaveAsync(HttpContext http)
    {
        await http.SignOutAsync(AccessSetup.Session);
        return TypedResults.LocalRedirect(Path);
    }

    private static RazorComponentResult<LoginPage> Page(string? problem, string? returnUrl, int status) =>
        new(new Dictionary<string, object?> { [nameof(LoginPage.Problem)] = problem, [nameof(LoginPage.Continue)] = LocalUrl.Or(returnUrl) })
        {
            StatusCode = status,
            PreventStreamingRendering = true,
        };

    [LoggerMessage(Level = LogLevel.Information, Message = "A browser at {Address} signed in with a link")]
    private static partial void LogSignedIn(ILogger logger, string address);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A sign-in from {Address} was refused, since its link is {Verdict}")]
    private static partial void LogRefused(ILogger logger, string address, LoginLinkVerdict verdict);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sign-in attempts from {Address} exceed ten in a minute and are refused for now")]
    private static partial void LogLimited(ILogger logger, string address);
}
