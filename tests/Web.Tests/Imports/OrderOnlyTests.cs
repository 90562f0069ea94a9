using System.Text.Json;
using Guestfs.Boots;
using Guestfs.Web.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Guestfs.Web.Tests.Imports;

/// <summary>A boot whose log tells no time has no total anywhere.</summary>
public sealed class OrderOnlyTests(GuestfsServer server) : IClassFixture<GuestfsServer>
{
    private const string Silent =
        "libguestfs: trace: launch\nSeaBIOS (version 1.16)\nLinux version 6.1.0 (x)\nStarting /init script ...\nguestfsd --verbose\n"
        + "libguestfs: recv_from_daemon: received GUESTFS_LAUNCH_FLAG\nlibguestfs: appliance is up\nlibguestfs: closing guestfs handle 0x1 (state 2)\n";

    [Theory]
    [InlineData("/boots/{0}", "order only")]
    [InlineData("/boots/{0}/summary.md", "imported, order only")]
    [InlineData("/boots/{0}/badge.svg", ">imported<")]
    [InlineData("/boots/{0}/timeline.txt", "in order")]
    [InlineData("/boots/{0}/timeline.svg", "order only")]
    public async Task TotalOfBoot_WithOrderOnly_IsShownNowhere(string path, string said)
    {
        using var script = server.Script();
        using var answer = await script.PostAsync("/api/v1/import?again=true&name=silent.log", new StringContent(Silent), TestContext.Current.CancellationToken);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var boot = body.RootElement.GetProperty("boots")[0];
        Assert.Equal(JsonValueKind.Null, boot.GetProperty("total").ValueKind);
        var id = boot.GetProperty("id").GetString()!;
        var store = server.Services.GetRequiredService<IJournalStore>();
        server.Engine.Add(
            (await store.FindAsync(id, TestContext.Current.CancellationToken))!,
            await store.ReadAsync(id, 0, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));
        using var browser = await server.BrowserAsync();

        var page = await browser.GetStringAsync(path.Replace("{0}", id, StringComparison.Ordinal), TestContext.Current.CancellationToken);

        Assert.Contains(said, page, StringComparison.Ordinal);
        Assert.DoesNotContain("0.1 ms", page, StringComparison.Ordinal);
        Assert.DoesNotContain("0.01 ms", page, StringComparison.Ordinal);
        Assert.DoesNotContain("ready after", page, StringComparison.Ordinal);
        Assert.DoesNotContain("ready in", page, StringComparison.Ordinal);
    }
}
