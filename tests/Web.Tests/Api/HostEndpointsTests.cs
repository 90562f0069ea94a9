using System.Net;
using System.Text.Json;
using Guestfs.Boots;
using Guestfs.Disks;
using Guestfs.Web.Tests.Fakes;

namespace Guestfs.Web.Tests.Api;

public sealed class HostEndpointsTests(GuestfsServer server) : IClassFixture<GuestfsServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Disks_OfAFolder_AreListed()
    {
        using var script = server.Script();
        server.Engine.Listings["images:sub/dir"] = new DiskListing("images", "sub/dir", ["deeper"], [new DiskImageInfo("images:sub/dir/a.raw", "a.raw", "raw", 512, 512, 512, BootSummaries.Day, [], null, null)]);

        using var roots = JsonDocument.Parse(await script.GetStringAsync("/api/v1/disks", Cancel));
        using var listing = JsonDocument.Parse(await script.GetStringAsync("/api/v1/disks/images?path=sub/dir", Cancel));

        Assert.Equal("images", roots.RootElement[0].GetProperty("name").GetString());
        Assert.Equal("images:sub/dir/a.raw", listing.RootElement.GetProperty("images")[0].GetProperty("source").GetString());
    }

    [Fact]
    public async Task Disks_PathTheEngineRefuses_IsAProblemWithItsSentence()
    {
        using var script = server.Script();

        using var answer = await script.GetAsync("/api/v1/disks/images?path=../../etc", Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("is not a folder of images", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new[] { CheckState.Pass }, "pass")]
    [InlineData(new[] { CheckState.Pass, CheckState.Unknown }, "unknown")]
    [InlineData(new[] { CheckState.Warn, CheckState.Unknown }, "warn")]
    [InlineData(new[] { CheckState.Warn, CheckState.Fail, CheckState.Pass }, "fail")]
    public async Task Health_OfTheHost_IsItsWorstCheck(CheckState[] states, string expected)
    {
        using var script = server.Script();
        server.Engine.Checks = [.. states.Select(static state => new Check("host", "Name", state, "Finding."))];

        using var health = JsonDocument.Parse(await script.GetStringAsync("/api/v1/health", Cancel));

        Assert.Equal(expected, health.RootElement.GetProperty("state").GetString());
    }

    [Fact]
    public async Task Forget_Accelerator_ReachesTheEngine()
    {
        using var script = server.Script();

        using var answer = await script.PostAsync("/api/v1/accelerator/forget", null, Cancel);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Contains("forget", server.Engine.Calls);
    }

    [Fact]
    public async Task Probes_AreOpenAndTellOnlyTheState()
    {
        using var stranger = server.Stranger();

        Assert.Equal("alive\n", await stranger.GetStringAsync("/healthz", Cancel));
        Assert.Equal("ready\n", await stranger.GetStringAsync("/readyz", Cancel));

        server.Engine.Failure = new IOException("disk /secret is full");
        try
        {
            using var answer = await stranger.GetAsync("/readyz", Cancel);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.DoesNotContain("secret", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }
        finally
        {
            server.Engine.Failure = null;
        }
    }
}
