using System.Net;
using System.Net.Http.Headers;
using Guestfs.Web.Auth;
using Guestfs.Web.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Guestfs.Web.Tests.Auth;

public sealed class OperatorTokenTests : IDisposable
{
    private readonly GuestfsServer _server = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task Start_WithTokenFile_WritesATokenOnlyItsOwnerCanRead()
    {
        using var script = _server.Script();

        using var answer = await script.GetAsync("/api/v1/session", Cancel);

        Assert.Equal("{\"name\":\"api\"}", await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_server.TokenFile));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Call_WrongToken_IsRefused(string token)
    {
        using var client = _server.Stranger();
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {token}");

        using var answer = await client.GetAsync("/api/v1/boots", Cancel);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Start_Again_KeepsSessionsAndMakesTheOldTokenWorthless()
    {
        string token;
        string cookie;
        using (var before = new GuestfsServer { Data = _server.Data, KeepData = true })
        {
            using var browser = before.Stranger();
            using var opened = await browser.GetAsync($"/login?t={before.Services.GetRequiredService<LoginLinks>().Issue()}", Cancel);
            cookie = opened.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
            token = (await File.ReadAllTextAsync(before.TokenFile, Cancel)).Trim();
        }

        using var client = _server.Stranger();
        using var withToken = new HttpRequestMessage(HttpMethod.Get, "/api/v1/session") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        using var withCookie = new HttpRequestMessage(HttpMethod.Get, "/api/v1/session") { Headers = { { "Cookie", cookie } } };
        using var refused = await client.SendAsync(withToken, Cancel);
        using var welcome = await client.SendAsync(withCookie, Cancel);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, welcome.StatusCode);
    }

    [Fact]
    public async Task MakeLoginLink_WithToken_GivesALinkThatSignsIn()
    {
        using var script = _server.Script();
        using var made = await script.PostAsync("/api/v1/login-links", null, Cancel);
        using var json = System.Text.Json.JsonDocument.Parse(await made.Content.ReadAsStringAsync(Cancel));
        using var browser = _server.Stranger();

        using var opened = await browser.GetAsync(json.RootElement.GetProperty("url").GetString(), Cancel);

        Assert.Equal(HttpStatusCode.Found, opened.StatusCode);
        Assert.True(opened.Headers.Contains("Set-Cookie"));
    }
}
