using System.Net;
using System.Net.Http.Json;
using System.Xml.Linq;
using Guestfs.Journal;
using Guestfs.Shares;
using Guestfs.Web.Shares;
using Guestfs.Web.Tests.Fakes;

namespace Guestfs.Web.Tests.Shares;

public sealed class LabelBadgeTests : IDisposable
{
    private readonly GuestfsServer _server = new();

    public LabelBadgeTests() => _server.Engine.Add(BootSummaries.Failed("abcdefghij") with { Title = "secret title", Label = "nightly" });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Link_WithoutSignIn_ShowsTheBadgeAndNothingOfTheBoot()
    {
        var (path, _) = await MakeAsync("nightly");
        using var stranger = _server.Stranger();

        using var answer = await stranger.GetAsync(path, Token);
        var svg = await answer.Content.ReadAsStringAsync(Token);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("image/svg+xml", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("cross-origin", answer.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
        Assert.Equal("nightly: failed in root", TitleOf(svg));
        Assert.DoesNotContain("secret title", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("abcdefghij", svg, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Link_BootImportedWithTheLabel_StillShowsTheLastBootOfThisHost()
    {
        _server.Engine.Remove("abcdefghij");
        _server.Engine.Add(BootSummaries.Finished("importedxx") with { Status = BootStatus.Imported, Label = "nightly" });
        _server.Engine.Add(BootSummaries.Failed("abcdefghij") with { Label = "nightly" });
        var (path, _) = await MakeAsync("nightly");
        using var stranger = _server.Stranger();
        using var script = _server.Script();

        Assert.Equal("nightly: failed in root", TitleOf(await stranger.GetStringAsync(path, Token)));
        Assert.Equal("nightly: failed in root", TitleOf(await script.GetStringAsync("/boots/latest/badge.svg?label=nightly", Token)));
        Assert.NotEqual("nightly: failed in root", TitleOf(await script.GetStringAsync("/boots/latest/badge.svg?label=nightly&status=imported", Token)));
    }

    [Fact]
    public async Task Link_Revoked_IsGoneForGood()
    {
        var (path, badge) = await MakeAsync("nightly");
        using var script = _server.Script();
        using var revoked = await script.PostAsync($"/api/v1/badges/{badge.Id}/revoke", null, Token);
        Assert.NotNull((await revoked.Content.ReadFromJsonAsync<LabelBadge>(JournalJson.Options, Token))!.RevokedBy);

        using var stranger = _server.Stranger();
        using var answer = await stranger.GetAsync(path, Token);
        Assert.Equal(HttpStatusCode.Gone, answer.StatusCode);
        Assert.Equal("nightly: badge revoked", TitleOf(await answer.Content.ReadAsStringAsync(Token)));
        Assert.Empty((await script.GetFromJsonAsync<List<LabelBadge>>("/api/v1/badges", JournalJson.Options, Token))!);
    }

    [Theory]
    [InlineData("/badge/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.svg")]
    [InlineData("/badge/null.svg")]
    [InlineData("/badge/{token}.svg")]
    public async Task Link_ThatWasNeverMade_NamesNoLabel(string path)
    {
        await MakeAsync("nightly");
        using var stranger = _server.Stranger();

        using var answer = await stranger.GetAsync(path, Token);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("boot: no such badge", TitleOf(await answer.Content.ReadAsStringAsync(Token)));
    }

    [Fact]
    public async Task Token_OfABadge_OpensNothingElseAndIsInNoLog()
    {
        var (path, badge) = await MakeAsync("nightly");
        var token = path["/badge/".Length..^".svg".Length];
        using var stranger = _server.Stranger();
        using var shown = await stranger.GetAsync(path, Token);
        foreach (var other in new[] { $"/s/{token}", $"/s/{token}/journal", $"/s/{token}/badge.svg" })
        {
            using var answer = await stranger.GetAsync(other, Token);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        stranger.DefaultRequestHeaders.Add("Origin", "http://localhost");
        using var revoke = await stranger.PostAsync($"/api/v1/badges/{badge.Id}/revoke", null, Token);
        Assert.Equal(HttpStatusCode.Unauthorized, revoke.StatusCode);
        var log = _server.LogText();
        Assert.Equal("/badge/…", ShareAddress.Masked(path));
        Assert.DoesNotContain(token, log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData(null)]
    public async Task Create_WithoutALabel_IsRefused(string? label)
    {
        using var script = _server.Script();
        using var answer = await script.PostAsJsonAsync("/api/v1/badges", new { label }, Token);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("A label of 1 to 200 characters is needed", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Badge_AskedForOften_IsWorkedOutOnce()
    {
        var (path, _) = await MakeAsync("nightly");
        using var stranger = _server.Stranger();
        var before = _server.Engine.Queries.Count;

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => stranger.GetStringAsync(path, Token)));

        Assert.Equal(1, _server.Engine.Queries.Count(static query => query.Label == "nightly") - before);
    }

    [Fact]
    public async Task Page_OfShares_ListsTheBadgesByLabelAsText()
    {
        await MakeAsync("<b>nightly");
        using var browser = await _server.BrowserAsync();

        var page = await browser.GetStringAsync("/shares", Token);

        Assert.Contains("data-label-text=\"&lt;b&gt;nightly\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>nightly", page, StringComparison.Ordinal);
    }

    public void Dispose() => _server.Dispose();

    private static string TitleOf(string svg) => XElement.Parse(svg).Elements().Single(static element => element.Name.LocalName == "title").Value;

    private async Task<(string Path, LabelBadge Badge)> MakeAsync(string label)
    {
        using var script = _server.Script();
        using var answer = await script.PostAsJsonAsync("/api/v1/badges", new { label }, Token);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var made = (await answer.Content.ReadFromJsonAsync<MadeBadge>(JournalJson.Options, Token))!;
        return (new Uri(made.Url).AbsolutePath, made.Badge);
    }
}
