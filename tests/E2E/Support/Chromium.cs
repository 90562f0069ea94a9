using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Guestfs.E2E.Support.Chromium))]

// One boot keeps one core busy; more at once would only measure the queue.
[assembly: Xunit.v3.Parallelization(MaxThreads = 2)]

namespace Guestfs.E2E.Support;

/// <summary>Debian's Chromium, or the one Playwright installed where the distribution has none; one process for all tests.</summary>
public sealed class Chromium : IAsyncLifetime
{
    /// <summary>How long a page may take to show something on a machine with much else to do.</summary>
    public const float Patience = 120_000;

    private const string Packaged = "/usr/bin/chromium";

    private IPlaywright? _playwright;

    public IBrowser Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = File.Exists(Packaged) ? Packaged : null,
            Timeout = Patience,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],
        });
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.CloseAsync();
        _playwright?.Dispose();
    }
}
