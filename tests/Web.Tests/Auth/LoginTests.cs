using System.Net;
using Guestfs.Web.Auth;
using Guestfs.Web.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Guestfs.Web.Tests.Auth;

public sealed class LoginTests : IDisposable
{
    private readonly GuestfsServer _server = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task Open_FreshLink_SetsAStrictCookieAndLeadsToTheBoots()
    {
        using var client = _server.Stranger();

        using var answer = await client.GetAsync($"/login?t={NewToken()}", Cancel);

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal("/boots", answer.Headers.Location?.OriginalString);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        using var page = await client.GetAsync("/boots", Cancel);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task Open_UsedLink_ExplainsHowToGetAnother()
    {
        using var client = _server.Stranger();
        using var other = _server.Stranger();
        var token = NewToken();
        using var first = await client.GetAsync($"/login?t={token}", Cancel);

        using var second = await other.GetAsync($"/login?t={token}", Cancel);

        Assert.Equal(HttpStatusCode.Unauthorized, second.StatusCode);
        var page = await second.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("already used", page, StringComparison.Ordinal);
        Assert.Contains("prints a new one", page, StringComparison.Ordinal);
        Assert.False(second.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Open_LoadedAheadByTheBrowser_LeavesTheLinkUnused()
    {
        using var client = _server.Stranger();
        var token = NewToken();
        using var ahead = new HttpRequestMessage(HttpMethod.Get, $"/login?t={token}");
        ahead.Headers.Add("Sec-Purpose", "prefetch;prerender");

        using var refused = await client.SendAsync(ahead, Cancel);
        using var opened = await client.GetAsync($"/login?t={token}", Cancel);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal(HttpStatusCode.Found, opened.StatusCode);
    }

    [Theory]
    [InlineData("/boots/new?disk=images:a.qcow2", "/boots/new?disk=images:a.qcow2")]
    [InlineData("//evil.example", "/boots")]
    public async Task Open_WithReturnUrl_StaysOnThisServer(string returnUrl, string expected)
    {
        using var client = _server.Stranger();

        using var answer = await client.GetAsync($"/login?t={NewToken()}&returnUrl={Uri.EscapeDataString(returnUrl)}", Cancel);

        Assert.Equal(expected, answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Paste_WholeLinkFromTheTerminal_SignsIn()
    {
        using var client = _server.Stranger();
        client.DefaultRequestHeaders.Add("Origin", "http://localhost");
        using var form = new FormUrlEncodedContent([new("t", $"  Open: http://127.0.0.1:5000/login?t={NewToken()}  "), new("returnUrl", "/disks")]);

        using var answer = await client.PostAsync("/login", form, Cancel);

        Assert.Equal("/disks", answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Open_OftenWithoutAToken_IsNoAttempt()
    {
        using var client = _server.Stranger();
        for (var i = 0; i < 11; i++)
        {
            using var look = await client.GetAsync("/login?returnUrl=%2Fdisks", Cancel);
            Assert.Equal(HttpStatusCode.OK, look.StatusCode);
        }
    }

    [Fact]
    public async Task Open_EleventhAttemptInAMinute_IsRefusedAndLogged()
    {
        using var client = _server.Stranger();
        for (var i = 0; i < 10; i++)
        {
            using var wrong = await client.GetAsync($"/login?t=wrong{i}", Cancel);
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }

        using var answer = await client.GetAsync($"/login?t={NewToken()}", Cancel);

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Contains("Too many attempts", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Contains("exceed ten in a minute", _server.LogText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Visit_WithoutSignIn_LeadsToTheSignInPageAndBack()
    {
        using var client = _server.Stranger();
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");

        using var answer = await client.GetAsync("/boots/new?mem=2048", Cancel);

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal("http://localhost/login?returnUrl=%2Fboots%2Fnew%3Fmem%3D2048", answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Session_AskedByTheSignInPage_IsKnownOnceSignedIn()
    {
        using var stranger = _server.Stranger();
        using var browser = await _server.BrowserAsync();

        Assert.Equal("{\"signedIn\":false}", await stranger.GetStringAsync("/login/session", Cancel));
        Assert.Equal("{\"signedIn\":true}", await browser.GetStringAsync("/login/session", Cancel));
    }

    [Fact]
    public async Task Logout_SignedIn_EndsTheSession()
    {
        using var client = await _server.BrowserAsync();

        using var left = await client.PostAsync("/logout", null, Cancel);
        using var page = await client.GetAsync("/boots", Cancel);

        Assert.Equal(HttpStatusCode.Found, left.StatusCode);
        Assert.Equal(HttpStatusCode.Found, page.StatusCode);
    }

    [Fact]
    public async Task Requests_WithTokens_LeaveNoneInTheLog()
    {
        var link = NewToken();
        using var browser = _server.Stranger();
        using var opened = await browser.GetAsync($"/login?t={link}", Cancel);
        using var script = _server.Script();
        using var listed = await script.GetAsync("/api/v1/boots?q=secretword", Cancel);

        var log = _server.LogText();

        Assert.Contains("/api/v1/boots", log, StringComparison.Ordinal);
        Assert.Contains("signed in with a link", log, StringComparison.Ordinal);
        Assert.DoesNotContain(link, log, StringComparison.Ordinal);
        Assert.DoesNotContain("secretword", log, StringComparison.Ordinal);
        Assert.DoesNotContain((await File.ReadAllTextAsync(_server.TokenFile, Cancel)).Trim(), log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unsecured_ByName_LetsEveryoneIn()
    {
        _server.Settings["Guestfs:Access:Mode"] = "Unsecured";
        using var client = _server.Stranger();

        using var answer = await client.GetAsync("/api/v1/session", Cancel);

        Assert.Equal("{\"name\":\"anyone\"}", await answer.Content.ReadAsStringAsync(Cancel));
    }

    private string NewToken() => _server.Services.GetRequiredService<LoginLinks>().Issue();
}
