using System.Net;
using Guestfs.Shares;
using Guestfs.Web.Exports;
using Guestfs.Web.Tests.Fakes;

namespace Guestfs.Web.Tests.Shares;

/// <summary>What a link opens, and everything that it does not.</summary>
public sealed class ShareRouteTests : IAsyncDisposable
{
    private readonly SharedServer _house = new();

    public static TheoryData<string> Files => ["", "/panels", "/lines?before=100", "/journal", "/summary.md", "/badge.svg", "/preview.svg", "/preview.png", .. ExportFormats.All.Select(static format => "/" + format.Suffix)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Page_OfAShare_NeedsNoSignInNoCircuitAndNoScripts()
    {
        var (path, share) = await _house.ShareAsync(title: "Slow since Tuesday");
        using var stranger = _house.Server.Stranger();
        var (status, html) = await SharedServer.GetAsync(stranger, path);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("<h1 title=\"Slow since Tuesday\">", html, StringComparison.Ordinal);
        Assert.Contains("Shared by <b>api</b>", html, StringComparison.Ordinal);
        Assert.Contains("expires in 30 days", html, StringComparison.Ordinal);
        var plain = html[html.LastIndexOf("<noscript>", StringComparison.Ordinal)..];
        Assert.Contains("kernel", plain, StringComparison.Ordinal);
        Assert.Contains(SharedServer.Printed, plain, StringComparison.Ordinal);
        Assert.DoesNotContain("blazor.web.js", html, StringComparison.Ordinal);
        Assert.DoesNotContain("\"type\":\"server\"", html, StringComparison.Ordinal);
        Assert.Equal(1, (await _house.FindAsync(share.Id)).Views);
    }

    [Fact]
    public async Task Page_OfAShare_LeadsIntoTheServerOnlyWhenSignedIn()
    {
        var (path, _) = await _house.ShareAsync();
        using var stranger = _house.Server.Stranger();
        using var browser = await _house.Server.BrowserAsync();

        var (_, seen) = await SharedServer.GetAsync(stranger, path);
        Assert.DoesNotContain("href=\"/boots", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"boots", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("data-post", seen, StringComparison.Ordinal);
        Assert.Contains($"href=\"/boots/{SharedServer.BootId}\"", (await SharedServer.GetAsync(browser, path)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/s/")]
    [InlineData("/s/:token")]
    [InlineData("/s/{token}")]
    [InlineData("/s/%7Btoken%7D")]
    [InlineData("/s/null")]
    [InlineData("/s/%2e%2e%2fboots")]
    [InlineData("/s/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("/s/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/console.txt")]
    [InlineData("/s/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/nothing/here")]
    public async Task Route_WithoutAGoodToken_IsTheSamePlain404AndTouchesNothing(string path)
    {
        var (_, share) = await _house.ShareAsync();
        using var stranger = _house.Server.Stranger();
        var unknown = await SharedServer.GetAsync(stranger, "/s/" + ShareToken.Create().Text);

        Assert.Equal(HttpStatusCode.NotFound, unknown.Status);
        Assert.Equal(unknown, await SharedServer.GetAsync(stranger, path));
        Assert.Equal(share with { State = ShareState.Live }, await _house.FindAsync(share.Id));
    }

    [Fact]
    public async Task Token_UsedForAnythingButItsOwnPages_OpensNothing()
    {
        var (path, share) = await _house.ShareAsync();
        var token = path["/s/".Length..];
        using var stranger = _house.Server.Stranger();
        stranger.DefaultRequestHeaders.Add("Origin", "http://localhost");
        (string Method, string Address)[] attempts =
        [
            ("POST", $"/api/v1/shares/{token}/revoke"), ("POST", $"/api/v1/shares/{share.Id}/revoke"), ("PATCH", $"/api/v1/shares/{share.Id}"),
            ("GET", $"/api/v1/shares/{token}"), ("GET", $"/api/v1/boots/{SharedServer.BootId}"), ("GET", $"/boots/{SharedServer.BootId}/console.txt"),
            ("GET", $"/boots/{SharedServer.BootId}"), ("POST", $"/api/v1/boots/{SharedServer.BootId}/cancel"), ("POST", $"/api/v1/boots/{SharedServer.BootId}/shares"),
        ];
        foreach (var (method, address) in attempts)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), address);
            request.Headers.Authorization = new("Bearer", token);
            using var answer = await stranger.SendAsync(request, Token);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }

        using var operatorClient = _house.Server.Script();
        using var mistaken = await operatorClient.PostAsync($"/api/v1/shares/{token}/revoke", null, Token);
        Assert.Equal(HttpStatusCode.NotFound, mistaken.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SharedServer.GetAsync(stranger, path)).Status);
        using var posted = await stranger.PostAsync(path, null, Token);
        Assert.Equal(HttpStatusCode.Unauthorized, posted.StatusCode);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Share_OnceRevoked_IsGoneInEveryFormat(string file)
    {
        var (path, share) = await _house.ShareAsync();
        using var stranger = _house.Server.Stranger();
        Assert.Equal(HttpStatusCode.OK, (await SharedServer.GetAsync(stranger, path + file)).Status);

        await _house.RevokeAsync(share.Id);

        var (status, html) = await SharedServer.GetAsync(stranger, path + file);
        Assert.Equal(HttpStatusCode.Gone, status);
        Assert.Contains("This share was revoked", html, StringComparison.Ordinal);
        Assert.Contains("Ask api for a new link", html, StringComparison.Ordinal);
        Assert.DoesNotContain(SharedServer.Printed, html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Gone, (await SharedServer.GetAsync(stranger, path + file, "application/json")).Status);
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/json")]
    public async Task Share_ThatIsRedacted_NamesNobodyWhoMadeOrEndedIt(string accept)
    {
        var (path, share) = await _house.ShareAsync(new { console = true });
        using var stranger = _house.Server.Stranger();
        var (open, page) = await SharedServer.GetAsync(stranger, path, accept);
        await _house.RevokeAsync(share.Id);
        var (gone, tombstone) = await SharedServer.GetAsync(stranger, path, accept);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Gone), (open, gone));
        Assert.Contains("Shared on <time", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>api</b>", page, StringComparison.Ordinal);
        Assert.Contains("revoked on", tombstone, StringComparison.Ordinal);
        Assert.Contains("Ask the person who sent it for a new link", tombstone, StringComparison.Ordinal);
        Assert.DoesNotContain("api revoked", tombstone, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/html", "")]
    [InlineData("application/json", "/boot.json")]
    [InlineData("application/json", "/journal")]
    public async Task Share_WhenTheServerFails_TellsNothingOfTheServer(string accept, string file)
    {
        var (path, _) = await _house.ShareAsync();
        _house.Server.Engine.Failure = new GuestfsException("The database /srv/vault7/guestfs.db is locked by wilhelmina.");
        using var stranger = _house.Server.Stranger();
        var (status, text) = await SharedServer.GetAsync(stranger, path + file, accept);

        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.DoesNotContain("vault7", text, StringComparison.Ordinal);
        Assert.DoesNotContain("wilhelmina", text, StringComparison.Ordinal);
        using var owner = _house.Server.Script();
        Assert.Contains("vault7", (await SharedServer.GetAsync(owner, $"/api/v1/boots/{SharedServer.BootId}", "application/json")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Share_OfABootThatWasRemoved_SaysSo(string file)
    {
        var (path, _) = await _house.ShareAsync();
        _house.Server.Engine.Remove(SharedServer.BootId);
        using var stranger = _house.Server.Stranger();
        var (status, html) = await SharedServer.GetAsync(stranger, path + file);

        Assert.Equal(HttpStatusCode.Gone, status);
        Assert.Contains("This boot was removed", html, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Share_WithoutTheConsole_HasNoPrintedByteInAnyFormat(string file)
    {
        var (path, _) = await _house.ShareAsync(console: false);
        using var stranger = _house.Server.Stranger();
        var (_, text) = await SharedServer.GetAsync(stranger, path + file);

        Assert.DoesNotContain(SharedServer.Printed, text, StringComparison.Ordinal);
        Assert.DoesNotContain("Linux version", text, StringComparison.Ordinal);
        if (file is "" or "/boot.json")
        {
            Assert.Contains("kernel", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Answer_BelowAToken_MayBeKeptAndToldByNobody(string file)
    {
        var (path, _) = await _house.ShareAsync();
        using var stranger = _house.Server.Stranger();
        foreach (var address in new[] { path + file, "/s/null" })
        {
            using var answer = await stranger.GetAsync(address, Token);

            Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
            Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
            Assert.Contains("noindex", answer.Headers.GetValues("X-Robots-Tag").Single(), StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Token_AfterEveryKindOfAnswer_IsInNoLogAndNoTitle()
    {
        var (path, share) = await _house.ShareAsync();
        var token = path["/s/".Length..];
        using var stranger = _house.Server.Stranger();
        foreach (var file in Files)
        {
            await SharedServer.GetAsync(stranger, path + file);
        }

        var html = (await SharedServer.GetAsync(stranger, path)).Text;
        Assert.DoesNotContain(token, html[html.IndexOf("<title>", StringComparison.Ordinal)..html.IndexOf("</title>", StringComparison.Ordinal)], StringComparison.Ordinal);
        _house.Server.Engine.Failure = new InvalidOperationException("The engine broke.");
        foreach (var accept in new[] { "text/html", "application/json" })
        {
            var (status, report) = await SharedServer.GetAsync(stranger, path + "/boot.json", accept);
            Assert.Equal(HttpStatusCode.InternalServerError, status);
            Assert.DoesNotContain(token, report, StringComparison.Ordinal);
        }

        _house.Server.Engine.Failure = null;
        await _house.RevokeAsync(share.Id);
        await SharedServer.GetAsync(stranger, path);

        var log = _house.Server.LogText();
        Assert.Contains("The engine broke.", log, StringComparison.Ordinal);
        Assert.Contains("GET /s/…/boot.json responded 500", log, StringComparison.Ordinal);
        Assert.DoesNotContain(token, log, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();
}
