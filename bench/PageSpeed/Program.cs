using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Guestfs.Bench.LiveViewers;
using Microsoft.Playwright;

const string Packaged = "/usr/bin/chromium";
var passes = args is [var text, ..] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 10;

await using var server = await Server.StartAsync();
var boot = await server.StartBootAsync();
await Viewer.WatchAsync(server, boot);

using var playwright = await Playwright.CreateAsync();
await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
{
    ExecutablePath = File.Exists(Packaged) ? Packaged : null,
    Args = ["--no-sandbox", "--disable-gpu"],
});
await using var context = await browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = server.Address.AbsoluteUri });
var page = await context.NewPageAsync();
await page.GotoAsync(await MakeLoginLinkAsync());

// Interactive: the first control that needs the server answers, or, on the boot page, bars and console lines stand.
(string Name, string Address, string Sign)[] pages =
[
    ("boots", "/boots", $"tr[data-boot='{boot}']"),
    ("new boot", "/boots/new", "[data-testid=start]:not([disabled])"),
    ("health", "/health", "[data-testid=test-boot]:not([disabled])"),
    ("boot", $"/boots/{boot}", "#con-lines .ln"),
];
var times = pages.ToDictionary(static page => page.Name, static _ => new List<double>());
for (var pass = 0; pass <= passes; pass++)
{
    foreach (var (name, address, sign) in pages)
    {
        var clock = Stopwatch.StartNew();
        await page.GotoAsync(address, new PageGotoOptions { WaitUntil = WaitUntilState.Commit });
        await page.Locator(sign).First.WaitForAsync();
        if (pass > 0)
        {
            times[name].Add(clock.Elapsed.TotalMilliseconds);
        }
    }
}

foreach (var (name, measured) in times)
{
    var sorted = measured.Order().ToArray();
    System.Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-10} interactive after {sorted[sorted.Length / 2]:0} ms (median of {passes}), worst {sorted[^1]:0} ms"));
}

async Task<string> MakeLoginLinkAsync()
{
    using var client = new HttpClient { BaseAddress = server.Address };
    client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.Token);
    using var answer = await client.PostAsync("/api/v1/login-links", null);
    answer.EnsureSuccessStatusCode();
    return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("url").GetString()!;
}
