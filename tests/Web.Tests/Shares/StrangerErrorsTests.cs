using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Guestfs.Web.Tests.Shares;

/// <summary>What the engine says of a failure may name paths of the server; whoever is not signed in learns none of it.</summary>
public sealed class StrangerErrorsTests : IAsyncDisposable
{
    private const string Path = "/srv/wilhelmina/boots.db";

    private readonly SharedServer _house = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Failure_OfTheEngine_IsToldToNobodyWhoIsNotSignedIn()
    {
        var (share, _) = await _house.ShareAsync();
        using var script = _house.Server.Script();
        using var made = await script.PostAsJsonAsync("/api/v1/badges", new { label = "nightly" }, Token);
        var badge = new Uri((await made.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("url").GetString()!).AbsolutePath;
        string[] addresses = ["/healthz", "/readyz", badge, "/boots/latest", .. ShareRouteTests.Files.Select(file => share + file.Data)];
        using var stranger = _house.Server.Stranger();
        _house.Server.Engine.Failure = new GuestfsException($"{Path} cannot be read.");

        var failed = 0;
        foreach (var address in addresses)
        {
            foreach (var accept in new[] { "text/html", "application/json" })
            {
                var (status, text) = await SharedServer.GetAsync(stranger, address, accept);

                Assert.DoesNotContain("wilhelmina", text, StringComparison.Ordinal);
                failed += status >= HttpStatusCode.InternalServerError ? 1 : 0;
            }
        }

        Assert.True(failed > 20, $"Only {failed} answers failed.");
        Assert.Contains(Path, (await SharedServer.GetAsync(script, "/api/v1/boots", "application/json")).Text, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();
}
