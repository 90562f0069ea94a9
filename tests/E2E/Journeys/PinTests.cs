using System.Text.RegularExpressions;
using Guestfs.E2E.Support;
using Guestfs.Journal;
using static Microsoft.Playwright.Assertions;

namespace Guestfs.E2E.Journeys;

/// <summary>People point at a line and a moment with a few words; whoever has the link sees them, and Back undoes what was looked at.</summary>
public sealed class PinTests(Chromium chromium, ServerWithDisks house) : IClassFixture<ServerWithDisks>
{
    [Fact]
    public async Task Pins_OfARunningBoot_AreSeenLiveByWhoHasTheLink()
    {
        await using var owner = await Visitor.SignInAsync(chromium, house.Server);
        await using var guest = await Visitor.ComeAsync(chromium, house.Server);
        var boot = await house.Api.StartAsync(new() { Accelerator = AcceleratorChoice.Tcg });
        var page = owner.Page;
        await page.GotoAsync($"/boots/{boot.Id}");
        await Expect(page.Locator("#con-lines .ln").Nth(3)).ToBeVisibleAsync();
        await page.Locator("[data-share]").ClickAsync();
        await Expect(page.Locator("#share-said")).ToContainTextAsync("Link copied");
        var link = await page.Locator("#share-link").InputValueAsync();
        await Expect(page.Locator("#share-form [name=pins]")).ToBeCheckedAsync();
        await page.Keyboard.PressAsync("Escape");
        await guest.Page.GotoAsync(link);
        await Expect(guest.Page.Locator("#boot-pins")).ToBeHiddenAsync();

        await page.Locator("#con-follow[aria-pressed=true]").ClickAsync();
        await page.Locator("#con-lines .ln[data-n='2']").HoverAsync();
        await page.Locator(".ln-pin-new").ClickAsync();
        await page.Locator("#pin-words").FillAsync("look at this line");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#pin-1")).ToContainTextAsync("line 2");
        await page.Locator("#boot-axis").ClickAsync(new() { Position = new() { X = 40, Y = 8 } });
        await page.Locator("#pin-words").FillAsync("and at this moment <b>here</b>");
        await page.Locator("#pin-save").ClickAsync();

        // Both come to the open page of the guest without loading it again, and stand on the ruler and beside the line.
        await Expect(guest.Page.Locator(".pin")).ToHaveCountAsync(2);
        await Expect(guest.Page.Locator("#pin-2 .pin-text")).ToHaveTextAsync("and at this moment <b>here</b>");
        await Expect(guest.Page.Locator(".wf-pin")).ToHaveCountAsync(2);
        await Expect(guest.Page.Locator(".ln[data-n='2'] .ln-pin")).ToHaveTextAsync("1");
        await Expect(guest.Page.Locator("[data-pin-do], #pin-form, .ln-pin-new")).ToHaveCountAsync(0);
        await guest.ScreenshotAsync("share-pins");

        await house.Api.WatchUntilAsync<BootEnded>(boot.Id);
        await Expect(page.Locator("#boot[data-over=true]")).ToBeVisibleAsync();
        await page.Locator("#pin-1").HoverAsync();
        await page.Locator("#pin-1 [data-pin-do=edit]").ClickAsync();
        await page.Locator("#pin-words").FillAsync("changed after the boot");
        await page.Keyboard.PressAsync("Enter");
        await Expect(guest.Page.Locator("#pin-1 .pin-text")).ToHaveTextAsync("changed after the boot");
        await page.Locator("#pin-2").HoverAsync();
        await page.Locator("#pin-2 [data-pin-do=remove]").ClickAsync();
        await page.Locator("#pin-2 [data-pin-do=remove]").ClickAsync();
        await Expect(guest.Page.Locator(".pin")).ToHaveCountAsync(1);

        // A link to the pin leads to its line, with scripts and without.
        await guest.Page.GotoAsync($"{link}?pin=1");
        await Expect(guest.Page.Locator(".ln[data-n='2'].selected")).ToBeInViewportAsync();
        await Expect(guest.Page.Locator("#pin-1[aria-current=true]")).ToBeVisibleAsync();
        await guest.AssertAccessibleAsync();
        await owner.AssertAccessibleAsync();
        await using var context = await chromium.Browser.NewContextAsync(new() { JavaScriptEnabled = false, ViewportSize = new() { Width = 360, Height = 740 } });
        var plain = await context.NewPageAsync();
        await plain.GotoAsync($"{link}?pin=1");
        await Expect(plain.Locator("#pin-1[aria-current=true]")).ToContainTextAsync("changed after the boot");
        owner.AssertNoComplaints();
        guest.AssertNoComplaints();
    }

    [Fact]
    public async Task Back_AfterASelectionAndAZoom_UndoesOneAfterTheOtherAndThenLeaves()
    {
        await using var visitor = await Visitor.SignInAsync(chromium, house.Server);
        var page = visitor.Page;
        await page.GotoAsync("/import");
        await page.SetInputFilesAsync("#import-file", Path.Combine(Repository.Root, "tests", "TestData", "consoles", "imported", "test-tool.log"));
        await page.ClickAsync("#import-create");
        await page.WaitForURLAsync("**/boots/*");
        await Expect(page.Locator("#boot-replay-open")).ToBeVisibleAsync();
        var loads = 0;
        page.DOMContentLoaded += (_, _) => loads++;
        var waterfall = page.Locator("#boot-waterfall");
        var whole = new Regex("--from: ?0[;.]");
        var zoomed = new Regex("--from: ?2[0-9]{3}[;.]");
        await Expect(waterfall).ToHaveAttributeAsync("style", whole);

        await page.Locator(".wf-group[data-stage=initrd] > .wf-row").First.ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex(@"\?sel=initrd$"));
        await page.Keyboard.PressAsync("f");
        await Expect(page).ToHaveURLAsync(new Regex("t="));
        await Expect(waterfall).ToHaveAttributeAsync("style", zoomed);

        await page.GoBackAsync();
        await Expect(page).ToHaveURLAsync(new Regex(@"\?sel=initrd$"));
        await Expect(waterfall).ToHaveAttributeAsync("style", whole);
        await page.GoForwardAsync();
        await Expect(page).ToHaveURLAsync(new Regex("t="));
        await Expect(waterfall).ToHaveAttributeAsync("style", zoomed);
        await page.GoBackAsync();
        await page.GoBackAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/boots/[a-z0-9]+$"));
        await Expect(page.Locator(".wf-row[aria-selected=true]")).ToHaveCountAsync(0);
        Assert.Equal(0, loads);

        await page.GoBackAsync();
        await page.WaitForURLAsync("**/import");
    }
}
