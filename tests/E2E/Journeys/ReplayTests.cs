using System.Globalization;
using Guestfs.E2E.Support;
using Guestfs.Journal;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Guestfs.E2E.Journeys;

/// <summary>A boot that is over is played again, and what is looked at travels in the address.</summary>
public sealed class ReplayTests(Chromium chromium, ServerWithDisks house) : IClassFixture<ServerWithDisks>
{
    [Fact]
    public async Task Replay_ScrubbedToTwelvePlaces_ShowsTheLinesThatHadComeByThen()
    {
        await using var visitor = await Visitor.SignInAsync(chromium, house.Server);
        var page = visitor.Page;
        var id = await ImportAsync(page);
        var offsets = new List<long>();
        await foreach (var entry in house.Api.WatchAsync(id, follow: false))
        {
            if (entry.Event is OutputLine)
            {
                offsets.Add(entry.Offset);
            }
        }

        await page.ClickAsync("#boot-replay-open");
        await page.ClickAsync("#replay-play");
        await Expect(page.Locator("#replay-play")).ToHaveAttributeAsync("aria-label", "Play");
        var end = int.Parse((await page.GetAttributeAsync("#replay-at", "max"))!, CultureInfo.InvariantCulture);
        for (var place = 1; place <= 12; place++)
        {
            var at = end * place / 13;
            await page.FillAsync("#replay-at", at.ToString(CultureInfo.InvariantCulture));

            await Expect(page.Locator(".ln:not(.ahead)")).ToHaveCountAsync(offsets.Count(offset => offset <= at * 1_000_000L));
            Assert.Equal($"{at}.000", await page.EvaluateAsync<string>("document.querySelector('#boot-marks .wf-cursor').style.getPropertyValue('--at')"));
        }

        await AssertScrubbedBackShowsWhatLedThereAsync(page, end / 2, offsets.Count(offset => offset <= end / 2 * 1_000_000L));
        await visitor.ScreenshotAsync("replay");
        await visitor.AssertAccessibleAsync();
        visitor.AssertNoComplaints();
    }

    [Fact]
    public async Task Replay_BySpace_GoesOnAndStops()
    {
        await using var visitor = await Visitor.SignInAsync(chromium, house.Server);
        var page = visitor.Page;
        await ImportAsync(page);
        await Expect(page.Locator("#boot-replay-open")).ToBeVisibleAsync();

        await page.Keyboard.PressAsync(" ");
        await page.SelectOptionAsync("#replay-speed", "20");

        // It plays to the end by itself, and then every line is there.
        await Expect(page.Locator("#replay-play")).ToHaveAttributeAsync("data-playing", "false");
        await Expect(page.Locator(".ln.ahead")).ToHaveCountAsync(0);
        await page.ClickAsync("#replay-close");
        await Expect(page.Locator("#boot-replay")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Zoom_AwayFromTheRowsInView_BringsRowsWithSomethingInIt()
    {
        await using var visitor = await Visitor.SignInAsync(chromium, house.Server, height: 600);
        var page = visitor.Page;
        var id = await ImportAsync(page);
        await page.GotoAsync($"/boots/{id}?rows=all");
        await Expect(page.Locator(".ln").First).ToBeAttachedAsync();
        var init = page.Locator(".wf-group[data-stage=init] .wf-row").First;
        await Expect(init).Not.ToBeInViewportAsync();

        // Around the middle of the boot, which is all init.
        for (var press = 0; press < 6; press++)
        {
            await page.Keyboard.PressAsync("w");
        }

        await Expect(init).ToBeInViewportAsync();
    }

    [Fact]
    public async Task View_InTheAddress_IsTheSameForAColleagueAndAfterReload()
    {
        await using var visitor = await Visitor.SignInAsync(chromium, house.Server);
        var page = visitor.Page;
        var id = await ImportAsync(page);
        var address = $"/boots/{id}?t=2.000-9.000&sel=init&zero=kernel&clock=delta&hide=supermin&at=5.500#L120-L140";
        await page.GotoAsync("about:blank");
        await page.GotoAsync(address);
        await AssertViewAsync(page);

        await page.ReloadAsync();
        await AssertViewAsync(page);

        await using var colleague = await Visitor.SignInAsync(chromium, house.Server);
        await colleague.Page.GotoAsync(page.Url);
        await AssertViewAsync(colleague.Page);
        await colleague.Page.GotoAsync("/boots");
        await colleague.Page.GoBackAsync();
        await AssertViewAsync(colleague.Page);
    }

    /// <summary>Back from the end, the last line that had come stands below those before it; and time is told from where the axis counts.</summary>
    private static async Task AssertScrubbedBackShowsWhatLedThereAsync(IPage page, int at, int lines)
    {
        await page.FillAsync("#replay-at", at.ToString(CultureInfo.InvariantCulture));

        await Expect(page.Locator(".ln:not(.ahead)")).ToHaveCountAsync(lines);
        await Expect(page.Locator(".ln").Nth(lines - 1)).ToBeInViewportAsync();
        await Expect(page.Locator(".ln").Nth(lines - 6)).ToBeInViewportAsync();

        await page.SelectOptionAsync("#boot-zero", "init");
        var init = await page.Locator(".wf-group[data-stage=init] .wf-row").First.Locator(".wf-bar").EvaluateAsync<double>("bar => Number(bar.style.getPropertyValue('--start'))");
        await Expect(page.Locator("#replay-time")).ToContainTextAsync(string.Create(CultureInfo.InvariantCulture, $"{(at - init) / 1000:0.000} of"));
        await page.SelectOptionAsync("#boot-zero", "request");
    }

    private static async Task AssertViewAsync(IPage page)
    {
        await Expect(page.Locator(".ln.selected")).ToHaveCountAsync(21);
        await Expect(page.Locator("#boot-zero")).ToHaveValueAsync("kernel");
        await Expect(page.Locator("#con-clock")).ToHaveValueAsync("delta");
        await Expect(page.Locator(".wf-row[aria-selected=true]")).ToContainTextAsync("init");
        await Expect(page.Locator("#replay-at")).ToHaveValueAsync("5500");
        await Expect(page.Locator("#con-sources [data-source=supermin]")).ToHaveAttributeAsync("aria-pressed", "false");
        await Expect(page.Locator(".ln.s-supermin").First).ToBeHiddenAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("t=2.000-9.000.*#L120-L140$"));
        Assert.Equal("2000.000", await page.EvaluateAsync<string>("document.querySelector('#boot-waterfall').style.getPropertyValue('--from')"));
    }

    private static async Task<string> ImportAsync(IPage page)
    {
        await page.GotoAsync("/import");
        await page.SetInputFilesAsync("#import-file", Path.Combine(Repository.Root, "tests", "TestData", "consoles", "imported", "test-tool.log"));
        await page.ClickAsync("#import-create");
        await page.WaitForURLAsync("**/boots/*");
        await Expect(page.Locator(".ln").First).ToBeAttachedAsync();
        return new Uri(page.Url).Segments[^1];
    }
}
