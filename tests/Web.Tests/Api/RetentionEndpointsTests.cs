using System.Net;
using System.Net.Http.Json;
using Guestfs.Boots;
using Guestfs.Boots.Retention;
using Guestfs.Journal;
using Guestfs.Shares;
using Guestfs.Timeline;
using Guestfs.Web.Shares;
using Guestfs.Web.Tests.Fakes;
using Guestfs.Web.Tests.Shares;
using Microsoft.Extensions.DependencyInjection;

namespace Guestfs.Web.Tests.Api;

/// <summary>The server with its real store; the engine is scripted, so boots are put into both.</summary>
public sealed class RetentionEndpointsTests : IAsyncDisposable
{
    private readonly SharedServer _shared = new();

    public RetentionEndpointsTests() => _shared.Server.Settings["Guestfs:Retention:Days"] = "30";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private GuestfsServer Server => _shared.Server;

    [Theory]
    [InlineData(RemovalAnswer.Removed, HttpStatusCode.NoContent, null)]
    [InlineData(RemovalAnswer.Unknown, HttpStatusCode.NotFound, "There is no boot")]
    [InlineData(RemovalAnswer.NotOver, HttpStatusCode.Conflict, "is not over, so it was not deleted")]
    [InlineData(RemovalAnswer.Kept, HttpStatusCode.Conflict, "is marked Keep, so it was not deleted")]
    public async Task Delete_EachAnswer_SaysWhatBecameOfTheBoot(RemovalAnswer removal, HttpStatusCode status, string? sentence)
    {
        Server.Engine.Removal = removal;
        using var script = Server.Script();

        using var answer = await script.DeleteAsync($"/api/v1/boots/{SharedServer.BootId}", Token);

        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(sentence ?? "", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Single(Server.Engine.Calls, static call => call.StartsWith($"remove {SharedServer.BootId} ", StringComparison.Ordinal) && !call.EndsWith(' '));
    }

    [Fact]
    public async Task Keep_AndRelease_AreToldByTheBoot()
    {
        await StoreAsync(daysAgo: 28);
        using var script = Server.Script();

        var due = await GetAsync<BootRetention>(script, $"/api/v1/boots/{SharedServer.BootId}/retention");
        Assert.Null(due.KeptBy);
        Assert.True(due.Due);

        using var kept = await script.PutAsync($"/api/v1/boots/{SharedServer.BootId}/keep", null, Token);
        var mark = (await kept.Content.ReadFromJsonAsync<BootRetention>(JournalJson.Options, Token))!;
        Assert.NotNull(mark.KeptBy);
        Assert.Null(mark.RemoveAt);

        using var released = await script.DeleteAsync($"/api/v1/boots/{SharedServer.BootId}/keep", Token);
        Assert.Equal(due with { BootId = SharedServer.BootId }, await released.Content.ReadFromJsonAsync<BootRetention>(JournalJson.Options, Token));

        using var unknown = await script.PutAsync("/api/v1/boots/zzzzzzzzzz/keep", null, Token);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task Report_OfTheServer_HasLimitsAndTotals()
    {
        await StoreAsync(daysAgo: 40);
        using var script = Server.Script();

        var report = await GetAsync<RetentionReport>(script, "/api/v1/retention");

        Assert.Equal(new RetentionLimits { Age = TimeSpan.FromDays(30) }, report.Limits);
        Assert.Equal((1, 1), (report.Stored.Boots, report.DueNow));
        Assert.True(report.Space.Bytes > 0);
    }

    [Fact]
    public async Task Share_ThatOutlivesItsBoot_SaysWhenItEnds()
    {
        await StoreAsync(daysAgo: 20);
        using var script = Server.Script();
        var (_, late) = await _shared.ShareAsync();
        Assert.NotNull(late.EndsWithBootAt);
        Assert.InRange(late.EndsWithBootAt.Value, DateTimeOffset.UtcNow.AddDays(9.9), DateTimeOffset.UtcNow.AddDays(10.1));

        using var change = await script.PatchAsJsonAsync($"/api/v1/shares/{late.Id}", new { expiry = "7d" }, Token);
        Assert.Null((await change.Content.ReadFromJsonAsync<ShareRecord>(JournalJson.Options, Token))!.EndsWithBootAt);

        using var kept = await script.PutAsync($"/api/v1/boots/{SharedServer.BootId}/keep", null, Token);
        using var never = await script.PatchAsJsonAsync($"/api/v1/shares/{late.Id}", new { expiry = "never" }, Token);
        Assert.Null((await never.Content.ReadFromJsonAsync<ShareRecord>(JournalJson.Options, Token))!.EndsWithBootAt);
    }

    [Theory]
    [InlineData(null, "retention removed the boot on")]
    [InlineData("lee", "lee deleted the boot on")]
    public async Task Link_OfARemovedBoot_SaysByWhomAndWhen(string? by, string words)
    {
        await StoreAsync(daysAgo: 40);
        var (path, share) = await _shared.ShareAsync();
        var store = Server.Services.GetRequiredService<IRetentionStore>();
        await store.AnnounceAsync(SharedServer.BootId, DateTimeOffset.UtcNow.AddDays(-1), Token);
        var removal = await (by is null
            ? store.RemoveDueAsync(SharedServer.BootId, new RetentionLimits { Age = TimeSpan.FromDays(1) }, DateTimeOffset.UtcNow, Token)
            : store.RemoveAsync(SharedServer.BootId, by, DateTimeOffset.UtcNow, Token));
        Assert.Equal([share.Id], removal.Shares);

        using var stranger = Server.Stranger();
        foreach (var page in new[] { path, $"{path}/console.txt", $"{path}/preview.svg" })
        {
            var (status, text) = await SharedServer.GetAsync(stranger, page);
            Assert.Equal(HttpStatusCode.Gone, status);
            Assert.Contains("This boot was removed", text, StringComparison.Ordinal);
            Assert.Contains($"{words} {ShareWords.Day(DateTimeOffset.UtcNow)}", text, StringComparison.Ordinal);
        }

        using var script = Server.Script();
        Assert.Equal(ShareState.Removed, (await _shared.FindAsync(share.Id)).State);
        using var renewed = await script.PostAsync($"/api/v1/shares/{share.Id}/renew", null, Token);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, renewed.StatusCode);

        Server.Engine.Remove(SharedServer.BootId);
        using var browser = await Server.BrowserAsync();
        var (missing, own) = await SharedServer.GetAsync(browser, $"/boots/{SharedServer.BootId}");
        Assert.Equal(HttpStatusCode.NotFound, missing);
        Assert.Contains($"It was here, but {words} {ShareWords.Day(DateTimeOffset.UtcNow)}", own, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_OfABootThatIsDue_TellTheDay()
    {
        await StoreAsync(daysAgo: 28);
        await _shared.ShareAsync();
        using var browser = await Server.BrowserAsync();

        var day = ShareWords.Day(DateTimeOffset.UtcNow.AddDays(7));
        Assert.Contains($"retention removes it on <b>{day}</b>", await browser.GetStringAsync($"/boots/{SharedServer.BootId}", Token), StringComparison.Ordinal);
        Assert.Contains($"This share ends on {day}, when retention removes its boot.", await browser.GetStringAsync("/shares", Token), StringComparison.Ordinal);

        using var script = Server.Script();
        using var kept = await script.PutAsync($"/api/v1/boots/{SharedServer.BootId}/keep", null, Token);
        var page = await browser.GetStringAsync($"/boots/{SharedServer.BootId}", Token);
        Assert.DoesNotContain("retention removes it", page, StringComparison.Ordinal);
        Assert.Contains("kept by <b>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("This share ends on", await browser.GetStringAsync("/shares", Token), StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _shared.DisposeAsync();

    private static async Task<T> GetAsync<T>(HttpClient client, string path) => (await client.GetFromJsonAsync<T>(path, JournalJson.Options, Token))!;

    private async Task StoreAsync(double daysAgo)
    {
        var store = Server.Services.GetRequiredService<IJournalStore>();
        var summary = new BootSummary { Id = SharedServer.BootId, Status = BootStatus.Failed, RequestedAt = DateTimeOffset.UtcNow.AddDays(-daysAgo) };
        await store.CreateAsync(summary with { Status = BootStatus.Booting }, Token);
        await store.AppendAsync(summary, SharedServer.Journal(), Token);
    }
}
