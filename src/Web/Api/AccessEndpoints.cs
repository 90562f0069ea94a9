using System.Security.Claims;
using Guestfs.Web.Auth;
using Guestfs.Web.Configuration;
using Microsoft.Extensions.Options;

namespace Guestfs.Web.Api;

/// <summary>Who asks, and letting others in.</summary>
public static class AccessEndpoints
{
    public static void MapAccess(this IEndpointRouteBuilder api)
    {
        var access = api.MapGroup("").WithTags("Access");
        access.MapGet("/session", static (ClaimsPrincipal person) => TypedResults.Ok(new SessionAnswer(Person.NameOf(person))))
            .WithName("getSession")
            .WithSummary("Who this request is made by");
        access.MapPost("/login-links", static (HttpRequest request, LoginLinks links, IOptions<GuestfsOptions> options) =>
            TypedResults.Ok(new LoginLinkAnswer(
                $"{request.Scheme}://{request.Host}{LoginEndpoints.Path}?t={links.Issue()}",
                options.Value.Access.LinkMinutes)))
            .WithName("makeLoginLink")
            .WithSummary("A one-time link that signs one browser in");
    }
}

public sealed record SessionAnswer(string Name);

public sealed record LoginLinkAnswer(string Url, int Minutes);
