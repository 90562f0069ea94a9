using System.Net;
using System.Text;
using Guestfs.Web.Guards;
using Guestfs.Web.Tests.Fakes;

namespace Guestfs.Web.Tests.Guards;

public sealed class RequestGuardTests : IDisposable
{
    private readonly GuestfsServer _server = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task UnsafeRequest_FromAnotherOrigin_ChangesNothing()
    {
        string[] origins =
        [
            "null", "http://evil.example", "https://evil.example", "https://localhost", "http://localhost:81", "http://localhost:80", "http://LOCALHOST", "HTTP://localhost",
            "http://sub.localhost", "http://localhost.evil.example", "http://evil.example/localhost", "http://localhost/", "http://127.0.0.1", "http://[::1]", "http://localhost@evil.example",
            "localhost", "//localhost", "file://", "chrome-extension://abcdef", "http://localhost, http://evil.example",
        ];
        using var client = await _server.BrowserAsync();
        foreach (var origin in origins)
        {
            client.DefaultRequestHeaders.Remove("Origin");
            client.DefaultRequestHeaders.TryAddWithoutValidation("Origin", origin);

            using var answer = await client.PostAsync("/api/v1/boots", Json("{}"), Cancel);
            using var hub = await client.PostAsync("/_blazor/negotiate?negotiateVersion=1", null, Cancel);
            using var hubByGet = await client.GetAsync("/_blazor?id=x", Cancel);

            Assert.Equal((origin, HttpStatusCode.Forbidden), (origin, answer.StatusCode));
            Assert.Equal((origin, HttpStatusCode.Forbidden), (origin, hub.StatusCode));
            Assert.Equal((origin, HttpStatusCode.Forbidden), (origin, hubByGet.StatusCode));
        }

        Assert.Empty(_server.Engine.Started);
    }

    [Fact]
    public async Task UnsafeRequest_WithCookieAndWithoutOrigin_IsRefused()
    {
        using var client = await _server.BrowserAsync();
        client.DefaultRequestHeaders.Remove("Origin");

        using var answer = await client.PostAsync("/api/v1/boots", Json("{}"), Cancel);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Empty(_server.Engine.Started);
    }

    [Fact]
    public async Task UnsafeRequest_FromOwnPage_IsTaken()
    {
        using var client = await _server.BrowserAsync();

        using var answer = await client.PostAsync("/api/v1/boots", Json("{}"), Cancel);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    [Fact]
    public async Task Request_ForAnotherHostName_IsRefused()
    {
        using var client = _server.Stranger();
        foreach (var path in new[] { "/healthz", "/boots", "/login?t=x", "/theme.css" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = "rebound.example" } };

            using var answer = await client.SendAsync(request, Cancel);

            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }
    }

    [Fact]
    public async Task EveryAnswer_AlsoAnError_CarriesTheSecurityHeaders()
    {
        using var browser = await _server.BrowserAsync();
        using var script = _server.Script();
        using var stranger = _server.Stranger();
        _server.Engine.Failure = new InvalidOperationException("secret detail at /root/path");
        string[] paths = ["/boots", "/no/such/page", "/api/v1/boots", "/api/v1/boots/nothere", "/boots/failing/console.txt", "/openapi/v1.json", "/theme.css", "/healthz", "/readyz", "/login", "/error"];
        foreach (var path in paths)
        {
            foreach (var client in new[] { browser, script, stranger })
            {
                using var answer = await client.GetAsync(path, Cancel);

                Assert.Equal(SecurityHeaders.ContentPolicy, Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
                Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
                Assert.Equal(path == "/login" ? "strict-origin" : "same-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
                Assert.DoesNotContain("secret detail", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Failure_InTheEngine_IsAPageForPeopleAndAProblemForScripts()
    {
        using var client = await _server.BrowserAsync();
        using var script = _server.Script();
        _server.Engine.Failure = new InvalidOperationException("secret detail");

        using var page = await client.GetAsync("/boots/abc/boot.json", Cancel);
        using var problem = await script.GetAsync("/api/v1/boots", Cancel);

        Assert.Equal(HttpStatusCode.InternalServerError, page.StatusCode);
        Assert.Contains("Boots are not affected", await page.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.InternalServerError, problem.StatusCode);
        Assert.Equal("application/problem+json", problem.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Pages_HaveNoInlineScript()
    {
        using var client = await _server.BrowserAsync();
        foreach (var path in new[] { "/boots", "/boots/new", "/disks", "/health", "/login", "/no/such/page" })
        {
            var html = await (await client.GetAsync(path, Cancel)).Content.ReadAsStringAsync(Cancel);

            foreach (var script in html.Split("<script", StringSplitOptions.None).Skip(1))
            {
                Assert.Contains("src=", script[..script.IndexOf('>', StringComparison.Ordinal)], StringComparison.Ordinal);
            }

            Assert.DoesNotContain(" onclick=", html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("javascript:", html, StringComparison.OrdinalIgnoreCase);
        }
    }

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");
}
