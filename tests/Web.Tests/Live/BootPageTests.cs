using System.Net;
using Guestfs.Core.Tests.Timeline;
using Guestfs.Web.Tests.Fakes;

namespace Guestfs.Web.Tests.Live;

public sealed class BootPageTests : IDisposable
{
    private readonly GuestfsServer _server = new();

    public BootPageTests() => _server.Engine.Add(BootSummaries.Finished("abcdefghij"), RecordedBoot.Load("tcg-analysis").Journal());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Page_OfABoot_IsDrawnWithoutACircuit()
    {
        using var browser = await _server.BrowserAsync();
        var html = await browser.GetStringAsync("/boots/abcdefghij", Token);

        Assert.Contains("id=\"boot-waterfall\"", html, StringComparison.Ordinal);
        Assert.Contains("initrd", html, StringComparison.Ordinal);
        Assert.Contains("live/boot.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("\"type\":\"server\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OfAnUnknownBoot_IsNotFound()
    {
        using var browser = await _server.BrowserAsync();
        using var answer = await browser.GetAsync("/boots/nothere", Token);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Panels_OfABoot_AreTheHeadAndTheFacts()
    {
        using var browser = await _server.BrowserAsync();
        var html = await browser.GetStringAsync("/boots/abcdefghij/panels", Token);

        Assert.Contains("id=\"boot-head\"", html, StringComparison.Ordinal);
        Assert.Contains("id=\"boot-about\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("boot-waterfall", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_OfABoot_EndBeforeTheSequenceAskedFor()
    {
        using var browser = await _server.BrowserAsync();
        var text = await browser.GetStringAsync("/boots/abcdefghij/lines?before=50", Token);

        var last = text.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];
        Assert.StartsWith("[", last, StringComparison.Ordinal);
        Assert.InRange(long.Parse(last.Split(',')[1], System.Globalization.CultureInfo.InvariantCulture), 40, 49);
    }

    public void Dispose() => _server.Dispose();
}
