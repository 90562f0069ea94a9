using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Guestfs.Journal;
using Guestfs.Pins;
using Guestfs.Web.Tests.Fakes;
using Guestfs.Web.Tests.Shares;

namespace Guestfs.Web.Tests.Api;

public sealed class PinEndpointsTests : IAsyncDisposable
{
    private const string Address = $"/api/v1/boots/{SharedServer.BootId}/pins";

    private readonly SharedServer _house = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pin_OnALine_StandsWhereTheLineIs()
    {
        await _house.StoreAsync();
        using var client = _house.Server.Script();
        using var answer = await client.PostAsync(Address, Json("""{"text":" why? ","line":2}"""), Token);
        var pin = (await answer.Content.ReadFromJsonAsync<Pin>(JournalJson.Options, Token))!;

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal($"{Address}/1", answer.Headers.Location!.OriginalString);
        Assert.Equal((1, new PinPlace(4_000_000, 2, 4), "why?"), (pin.Id, pin.Place, pin.Text));
        Assert.Equal(pin, await client.GetFromJsonAsync<Pin>($"{Address}/1", JournalJson.Options, Token));
    }

    [Fact]
    public async Task Pins_SetChangedAndRemoved_AreListedAsTheyAre()
    {
        var first = await _house.PinAsync(new { text = "first", at = 5_000_000 });
        var second = await _house.PinAsync(new { text = "second", line = 1 });
        using var client = _house.Server.Script();
        using var changed = await client.PatchAsync($"{Address}/1", Json("""{"text":"other"}"""), Token);
        using var removed = await client.DeleteAsync($"{Address}/2", Token);
        var pins = (await client.GetFromJsonAsync<JsonElement>(Address, Token)).GetProperty("pins").Deserialize<Pin[]>(JournalJson.Options)!;

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NoContent), (changed.StatusCode, removed.StatusCode));
        Assert.Equal(first with { Text = "other", ChangedBy = pins[0].ChangedBy, ChangedAt = pins[0].ChangedAt }, Assert.Single(pins));
        Assert.NotNull(pins[0].ChangedBy);
        Assert.Equal(2, second.Id);
    }

    [Theory]
    [InlineData("""{"text":"x"}""", "Either at or line", 400)]
    [InlineData("""{"text":"x","at":1,"line":1}""", "Either at or line", 400)]
    [InlineData("""{"at":1}""", "text is missing", 400)]
    [InlineData("""{"text":7,"at":1}""", "text is 7; text is needed", 400)]
    [InlineData("""{"text":"x","at":-1}""", "at is -1", 400)]
    [InlineData("""{"text":"x","at":1.5}""", "at is 1.5", 400)]
    [InlineData("""{"text":"x","at":5000001}""", "was over after", 400)]
    [InlineData("""{"text":"x","line":0}""", "line is 0", 400)]
    [InlineData("""{"text":"x","line":3}""", "no such line", 400)]
    [InlineData("""{"text":"x","at":1,"colour":"red"}""", "colour is not known", 400)]
    [InlineData("""{"text":"\ud83d","at":1}""", "text is no whole text", 400)]
    [InlineData("""[]""", "must be an object", 400)]
    [InlineData("""{""", "not JSON", 400)]
    [InlineData("""{"text":"","at":1}""", "is empty", 422)]
    [InlineData("""{"text":"a\nb","at":1}""", "line breaks", 422)]
    public async Task Pin_ThatCannotBe_IsRefusedWithTheReason(string body, string reason, int status)
    {
        _house.Server.Engine.Replace(_house.Server.Engine.Boots[0] with { Total = 5_000_000 });
        await _house.StoreAsync();
        using var client = _house.Server.Script();
        using var answer = await client.PostAsync(Address, Json(body), Token);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains(reason, await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal("""{"pins":[]}""", await client.GetStringAsync(Address, Token));
    }

    [Fact]
    public async Task Pin_OfARunningBoot_IsNeverLaterThanThePresent()
    {
        _house.Server.Engine.Replace(_house.Server.Engine.Boots[0] with { Status = BootStatus.Booting, RequestedAt = DateTimeOffset.UtcNow.AddSeconds(-9), Total = 0 });

        var pin = await _house.PinAsync(new { text = "now", at = long.MaxValue });

        Assert.InRange(pin.Place.At, 9_000_000_000, 3_600_000_000_000);
        Assert.Null(pin.Place.Line);
    }

    [Theory]
    [InlineData("GET", "/api/v1/boots/nothere/pins")]
    [InlineData("POST", "/api/v1/boots/nothere/pins")]
    [InlineData("GET", Address + "/9")]
    [InlineData("PATCH", Address + "/9")]
    [InlineData("DELETE", Address + "/9")]
    [InlineData("DELETE", "/api/v1/boots/nothere/pins/1")]
    public async Task Pin_ThatIsNotThere_IsNotFound(string method, string address)
    {
        using var client = _house.Server.Script();
        using var request = new HttpRequestMessage(new HttpMethod(method), address) { Content = Json(method == "POST" ? """{"text":"x","at":1}""" : """{"text":"x"}""") };
        using var answer = await client.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Pin_OfALink_CannotBeSet()
    {
        await _house.StoreAsync();
        var (path, _) = await _house.ShareAsync();
        using var stranger = _house.Server.Stranger();
        stranger.DefaultRequestHeaders.Add("Origin", "http://localhost");
        using var withoutSignIn = await stranger.PostAsync(Address, Json("""{"text":"x","at":1}"""), Token);
        using var byTheLink = await stranger.PostAsync($"{path}/pins", Json("""{"text":"x","at":1}"""), Token);

        Assert.Equal(HttpStatusCode.Unauthorized, withoutSignIn.StatusCode);
        Assert.False(byTheLink.IsSuccessStatusCode);
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
