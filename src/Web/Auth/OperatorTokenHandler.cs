using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Guestfs.Web.Auth;

/// <summary>Authenticates <c>Authorization: Bearer TOKEN</c>.</summary>
public sealed class OperatorTokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    OperatorToken token) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string Prefix = "Bearer ";

    public static bool Carries(HttpRequest request) =>
        request.Headers.Authorization.ToString().StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!Carries(Request))
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        var candidate = Request.Headers.Authorization.ToString()[Prefix.Length..].Trim();
        return Task.FromResult(token.Matches(candidate)
            ? AuthenticateResult.Success(new AuthenticationTicket(Person.Named("api", Scheme.Name), Scheme.Name))
            : AuthenticateResult.Fail("The bearer token is not valid. A restart of the server writes a new one."));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Bearer";
        return Task.CompletedTask;
    }
}
