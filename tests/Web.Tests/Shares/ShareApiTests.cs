using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Guestfs.Journal;
using Guestfs.Shares;
using Guestfs.Web.Shares;

namespace Guestfs.Web.Tests.Shares;

public sealed class ShareApiTests : IAsyncDisposable
{
    private readonly SharedServer _house = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_ByAStranger_IsRefused()
    {
        using var stranger = _house.Server.Stranger();
        stranger.DefaultRequestHeaders.Add("Origin", "http://localhost");
        for (var attempt = 0; attempt < 20; attempt++)
        {
            using var answer = await stranger.PostAsync($"/api/v1/boots/{SharedServer.BootId}/shares", null, Token);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }

        using var client = _house.Server.Script();
        Assert.Equal(0, (await client.GetFromJsonAsync<ShareRecordPage>("/api/v1/shares", JournalJson.Options, Token))!.Total);
    }

    [Fact]
    public async Task Create_OfABootThatIsNot_IsNotFound()
    {
        using var client = _house.Server.Script();
        using var answer = await client.PostAsJsonAsync("/api/v1/boots/nothere222/shares", new { contents = ShareContents.Everything }, JournalJson.Options, Token);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("""{"titel":"x"}""", "titel is not known. Known here: title, note, expiry, contents.")]
    [InlineData("""{"expiry":"2d"}""", "one of 1d, 7d, 30d, never is needed")]
    [InlineData("""{"expiry":30}""", "one of 1d, 7d, 30d, never is needed")]
    [InlineData("""{"title":5}""", "text is needed")]
    [InlineData("""{"contents":{"consol":false}}""", "contents.consol is not known")]
    [InlineData("""{"contents":{"console":null}}""", "true or false is needed")]
    [InlineData("""{"contents":true}""", "contents must be an object")]
    [InlineData("[]", "must be an object")]
    [InlineData("{", "is not JSON")]
    public async Task Create_WithABodyThatIsMistyped_MakesNothingAndSaysWhy(string body, string reason)
    {
        using var client = _house.Server.Script();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync($"/api/v1/boots/{SharedServer.BootId}/shares", content, Token);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(reason, (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_WithATitleTooLong_IsRefusedWithASentence()
    {
        using var client = _house.Server.Script();
        using var answer = await client.PostAsJsonAsync(
            $"/api/v1/boots/{SharedServer.BootId}/shares", new { title = new string('x', 500), contents = ShareContents.Everything }, JournalJson.Options, Token);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    [Fact]
    public async Task Link_OfAShare_IsToldOnceOnly()
    {
        var (path, share) = await _house.ShareAsync();
        using var client = _house.Server.Script();
        foreach (var address in new[] { "/api/v1/shares", $"/api/v1/shares/{share.Id}", $"/api/v1/boots/{SharedServer.BootId}/shares" })
        {
            var text = await client.GetStringAsync(address, Token);
            Assert.Contains(share.Id, text, StringComparison.Ordinal);
            Assert.DoesNotContain(path["/s/".Length..], text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Change_OfTitleAndExpiry_IsSeenByTheLink()
    {
        var (path, share) = await _house.ShareAsync();
        using var client = _house.Server.Script();
        using var answer = await client.PatchAsJsonAsync($"/api/v1/shares/{share.Id}", new { title = "Renamed", expiry = "never" }, Token);
        var changed = (await answer.Content.ReadFromJsonAsync<ShareRecord>(JournalJson.Options, Token))!;

        Assert.Equal(share with { Title = "Renamed", ExpiresAt = null }, changed);
        var (_, html) = await SharedServer.GetAsync(client, path);
        Assert.Contains("Renamed", html, StringComparison.Ordinal);
        Assert.Contains("never expires", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Renew_OfARevokedShare_IsRefusedAndItStaysGone()
    {
        var (path, share) = await _house.ShareAsync();
        await _house.RevokeAsync(share.Id);
        using var client = _house.Server.Script();
        using var answer = await client.PostAsync($"/api/v1/shares/{share.Id}/renew", null, Token);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await SharedServer.GetAsync(client, path)).Status);
        Assert.Equal(ShareState.Revoked, (await _house.FindAsync(share.Id)).State);
        Assert.Empty((await client.GetFromJsonAsync<ShareRecordPage>("/api/v1/shares?live=true", JournalJson.Options, Token))!.Shares);
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();
}
