using System.Net;
using Guestfs.Web.Tests.Fakes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Guestfs.Web.Tests.Guards;

/// <summary>Who may use which route. A new route belongs in one of the two lists, after thinking about who may use it.</summary>
public sealed class RouteTableTests(GuestfsServer server) : IClassFixture<GuestfsServer>
{
    private static readonly string[] Files =
    [
        "boot.html", "bundle.zip", "console.txt", "console.cast", "journal.jsonl", "timeline.svg", "timeline.csv", "timeline.txt", "trace.json", "otlp.json", "boot.json", "pins.json",
    ];

    /// <summary>Open to whoever has the token; ShareRouteTests holds what each of them refuses.</summary>
    private static readonly string[] Shared =
        ["/s/{**rest}", "/s/{token}", "/s/{token}/panels", "/s/{token}/lines", "/s/{token}/journal",
            "/s/{token}/summary.md", "/s/{token}/badge.svg", "/s/{token}/preview.svg", "/s/{token}/preview.png", .. Files.Select(static file => $"/s/{{token}}/{file}")];

    private static readonly HashSet<string> ForEveryone = ["/login", "/login/session", "/healthz", "/readyz", "/error", "/hubs/shares", "/hubs/shares/negotiate", "/badge/{token}.svg", .. Shared];

    private static readonly HashSet<string> ForSignedIn =
    [
        "/", "/shares", "/boots", "/boots/new", "/boots/{Id}", "/import", "/disks", "/health", "/not-found", "/logout",
        "/boots/latest", "/boots/latest/badge.svg", "/boots/{id}/badge.svg", "/boots/{id}/summary.md", .. Files.Select(static file => $"/boots/{{id}}/{file}"), "/boots/{id}/lines", "/boots/{id}/panels", "/boots/{Id}/redaction", "/api/v1/boots/{id}/redaction",
        "/api/v1/boots", "/api/v1/boots/check", "/api/v1/boots/{id}", "/api/v1/boots/{id}/cancel", "/api/v1/boots/{id}/stop",
        "/api/v1/boots/{id}/journal", .. Files.Select(static file => $"/api/v1/boots/{{id}}/{file}"),
        "/api/v1/boots/{id}/pins", "/api/v1/boots/{id}/pins/{pin}",
        "/api/v1/disks", "/api/v1/disks/{root}", "/api/v1/health", "/api/v1/appliances", "/api/v1/accelerator/forget", "/api/v1/session", "/api/v1/import", "/api/v1/login-links",
        "/api/v1/badges", "/api/v1/badges/{id}/revoke", "/api/v1/retention", "/api/v1/boots/{id}/retention", "/api/v1/boots/{id}/keep",
        "/api/v1/boots/{id}/shares", "/api/v1/shares", "/api/v1/shares/{id}", "/api/v1/shares/{id}/renew", "/api/v1/shares/{id}/revoke",
        "/openapi/{documentName}.json", "/hubs/boots", "/hubs/boots/negotiate",
        "/_blazor", "/_blazor/negotiate", "/_blazor/initializers", "/_blazor/disconnect", "/_framework/opaque-redirect",
    ];

    [Fact]
    public void Routes_EachOne_IsListed()
    {
        var unlisted = Routes().Select(static route => route.Path).Where(static path => !ForEveryone.Contains(path) && !ForSignedIn.Contains(path)).Distinct();

        Assert.Empty(unlisted);
    }

    [Fact]
    public void Routes_OpenToEveryone_AreOnlyTheListedOnes()
    {
        var open = Routes().Where(static route => route.Open).Select(static route => route.Path).ToHashSet();

        Assert.Equal(ForEveryone.Order(), open.Order());
    }

    [Fact]
    public async Task Routes_ForSignedIn_RefuseAStranger()
    {
        using var client = server.Stranger();
        var checkedRoutes = 0;
        foreach (var route in Routes().Where(static route => !route.Open))
        {
            foreach (var method in route.Methods)
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), route.Path.Replace("{documentName}", "v1", StringComparison.Ordinal).Replace('{', 'x').Replace('}', 'x'));
                request.Headers.Add("Origin", "http://localhost");
                using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
                Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"{method} {route.Path} answered {answer.StatusCode}");
                checkedRoutes++;
            }
        }

        Assert.True(checkedRoutes > 20);
    }

    // Static assets are public by design and have a route each.
    private IEnumerable<Route> Routes() =>
        server.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .OfType<RouteEndpoint>()
            .Where(static endpoint => endpoint.RoutePattern.RawText != "{**path:file}" && !endpoint.Metadata.Any(static item => item.GetType().Name.Contains("StaticAsset", StringComparison.Ordinal)))
            .Select(static endpoint => new Route(
                "/" + endpoint.RoutePattern.RawText!.Trim('/'),
                endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null,
                endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]));

    private sealed record Route(string Path, bool Open, IReadOnlyList<string> Methods);
}
