using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Guestfs.E2E.Support;

/// <summary>One person with one browser window. Everything the browser complains about is kept.</summary>
public sealed class Visitor : IAsyncDisposable
{
    private readonly List<string> _complaints = [];
    private readonly IBrowserContext _context;

    private Visitor(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) => Complain(message.Type == "error", $"console: {message.Text}");
        page.PageError += (_, error) => Complain(true, $"script: {error}");
        // A page that is left drops what it was still loading; that is no failure.
        page.RequestFailed += (_, request) => Complain(request.Failure != "net::ERR_ABORTED", $"request: {request.Method} {request.Url}: {request.Failure}");
        page.Response += (_, response) => Complain(response.Status >= 400, $"answer: {response.Status} {response.Request.Method} {response.Url}");
    }

    public IPage Page { get; }

    public static async Task<Visitor> ComeAsync(
        Chromium chromium,
        RunningServer server,
        ColorScheme scheme = ColorScheme.Light,
        int width = 1280,
        int height = 900)
    {
        var context = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = server.Address.AbsoluteUri,
            ColorScheme = scheme,
            ViewportSize = new ViewportSize { Width = width, Height = height },
        });
        context.SetDefaultTimeout(Chromium.Patience);
        return new Visitor(context, await context.NewPageAsync());
    }

    /// <summary>Comes in by a login link of its own and stands before the list of boots.</summary>
    public static async Task<Visitor> SignInAsync(
        Chromium chromium,
        RunningServer server,
        ColorScheme scheme = ColorScheme.Light,
        int width = 1280,
        int height = 900)
    {
        var visitor = await ComeAsync(chromium, server, scheme, width, height);
        using var api = new BootApi(server);
        await visitor.Page.GotoAsync(await api.MakeLoginLinkAsync());
        await visitor.Page.WaitForURLAsync("**/boots");
        return visitor;
    }

    /// <summary>Saved beside the test results, for eyes.</summary>
    public Task<byte[]> ScreenshotAsync(string name) => Page.ScreenshotAsync(new PageScreenshotOptions
    {
        Path = Path.Combine(AppContext.BaseDirectory, "TestResults", "screenshots", name + ".png"),
        Timeout = Chromium.Patience,
    });

    /// <summary>No console error, script error, failed request or error answer since the visitor came.</summary>
    public void AssertNoComplaints()
    {
        lock (_complaints)
        {
            Assert.Empty(_complaints);
        }
    }

    /// <summary>axe finds nothing serious or critical on the page as it stands.</summary>
    public async Task AssertAccessibleAsync()
    {
        var report = await Page.RunAxe();
        Assert.Empty(report.Violations
            .Where(static violation => violation.Impact is "serious" or "critical")
            .Select(static violation => $"{violation.Id}: {violation.Help}: {string.Join("; ", violation.Nodes.Select(static node => node.Html))}"));
    }

    public async Task AssertNoSidewaysScrollAsync()
    {
        var overhang = await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(overhang <= 0, $"{Page.Url} is {overhang} px wider than its window.");
    }

    /// <summary>What the page showed last, and what the browser said, is what one needs to see after a failure.</summary>
    public async ValueTask DisposeAsync()
    {
        await ScreenshotAsync($"last-{TestContext.Current.TestMethod?.MethodName}");
        TestContext.Current.TestOutputHelper?.WriteLine($"{Page.Url}\n{string.Join('\n', _complaints)}");
        await _context.DisposeAsync();
    }

    private void Complain(bool worthy, string complaint)
    {
        if (worthy)
        {
            lock (_complaints)
            {
                _complaints.Add(complaint);
            }
        }
    }
}
