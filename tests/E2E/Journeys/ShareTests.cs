using System.Security.Cryptography;
using System.Text;
using Guestfs.E2E.Support;
using Guestfs.Journal;
using Guestfs.Timeline;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Guestfs.E2E.Journeys;

/// <summary>
/// A boot is shared while it runs with one who has no account, whose network fails for a while, and then taken away. Runs alone:
/// that a viewer is cut off within a second cannot be told while the guests of other journeys take every core.
/// </summary>
[CollectionDefinition(nameof(ShareTests), DisableParallelization = true)]
[Collection(nameof(ShareTests))]
public sealed class ShareTests(Chromium chromium, ServerWithDisks house) : IClassFixture<ServerWithDisks>
{
    /// <summary>Milliseconds without a network, while the boot goes on. The cut itself is tested, so this waits for nothing.</summary>
    private const float NetworkCut = 5_000;

    private static readonly string[] Guest = [StageNames.Initrd, StageNames.Root, StageNames.Init];

    [Fact]
    public async Task Share_OfARunningBoot_IsFollowedWithoutSignInThroughACutNetworkUntilItIsRevoked()
    {
        await using var owner = await Visitor.SignInAsync(chromium, house.Server);
        await using var guest = await Visitor.ComeAsync(chromium, house.Server);
        await StageWatch.StartAsync(guest.Page);
        var boot = await house.Api.StartAsync(ServerWithDisks.Request);
        await owner.Page.GotoAsync($"/boots/{boot.Id}");

        await owner.Page.Locator("[data-share]").ClickAsync();
        await Expect(owner.Page.Locator("#share-said")).ToContainTextAsync("Link copied");
        var link = await owner.Page.Locator("#share-link").InputValueAsync();
        await owner.ScreenshotAsync("share-dialog");
        // The console's bytes are compared below, so this link shows them as they are.
        await owner.Page.Locator("#share-form [name=redact]").UncheckAsync();
        await Expect(owner.Page.Locator("#share-said")).ToContainTextAsync("Saved");

        await guest.Page.GotoAsync(link);
        await Expect(guest.Page.Locator("#share-live")).ToBeVisibleAsync();
        await Expect(guest.Page.Locator("#boot-rows .wf-group[data-stage=initrd]")).ToBeVisibleAsync();
        await guest.ScreenshotAsync("share-live");

        await guest.Page.Context.SetOfflineAsync(true);
        await guest.Page.WaitForTimeoutAsync(NetworkCut);
        await guest.Page.Context.SetOfflineAsync(false);
        await house.Api.WatchUntilAsync<BootEnded>(boot.Id);
        await Expect(guest.Page.Locator("#boot[data-over=true]")).ToBeVisibleAsync();

        var notes = await StageWatch.ReadAsync(guest.Page);
        Assert.Equal(Guest, notes.Select(static note => note.Stage).Intersect(Guest));
        var printed = PrintedLines.Of(await house.Api.ConsoleAsync(boot.Id));
        await Expect(guest.Page.Locator("#con-lines .ln.s-console .tx")).ToHaveCountAsync(printed.Length);
        Assert.Equal(HashOf(printed), HashOf(await guest.Page.Locator("#con-lines .ln.s-console .tx").AllTextContentsAsync()));

        await owner.Page.Locator("#share-list [data-revoke]").ClickAsync();
        await Expect(owner.Page.Locator("#share-list .asked")).ToContainTextAsync("cut off at once");
        await owner.Page.Keyboard.PressAsync("Escape");
        await Expect(owner.Page.Locator("#share-list [data-revoke]")).ToBeVisibleAsync();
        await Expect(guest.Page.Locator("[data-share=closed]")).ToHaveCountAsync(0);
        await owner.Page.Locator("#share-list [data-revoke]").ClickAsync();
        await owner.ScreenshotAsync("share-revoking");
        await owner.Page.Locator("#share-list .asked .danger").ClickAsync();
        await Expect(guest.Page.Locator("[data-share=closed]")).ToBeVisibleAsync(new() { Timeout = 1_000 });
        await Expect(guest.Page.GetByText("This share was revoked")).ToBeVisibleAsync();
        await guest.ScreenshotAsync("share-closed");
        Assert.DoesNotContain(new Uri(link).AbsolutePath["/s/".Length..], house.Server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Share_WithScriptsOff_IsReadAsTableAndText()
    {
        var boot = await house.Api.StartAsync(ServerWithDisks.Request);
        await house.Api.WatchUntilAsync<BootEnded>(boot.Id);
        await using var owner = await Visitor.SignInAsync(chromium, house.Server);
        await owner.Page.GotoAsync($"/boots/{boot.Id}");
        await owner.Page.Locator("[data-share]").ClickAsync();
        await Expect(owner.Page.Locator("#share-said")).ToContainTextAsync("Link copied");
        var link = await owner.Page.Locator("#share-link").InputValueAsync();
        await owner.AssertAccessibleAsync();
        await AssertNoMoreLinksAsync(owner.Page);

        await using var context = await chromium.Browser.NewContextAsync(new() { JavaScriptEnabled = false, ViewportSize = new() { Width = 360, Height = 740 } });
        var page = await context.NewPageAsync();
        await page.GotoAsync(link);

        await Expect(page.Locator(".share-plain tr[data-stage=kernel]")).ToBeVisibleAsync();
        await Expect(page.Locator(".share-plain pre").First).ToContainTextAsync("supermin: internal insmod");

        await using var reader = await Visitor.ComeAsync(chromium, house.Server, width: 360, height: 740);
        await reader.Page.GotoAsync(link);
        await Expect(reader.Page.Locator("#con-lines .ln").First).ToBeAttachedAsync();
        await AssertMenuClosesAsync(reader);
        await reader.AssertNoSidewaysScrollAsync();
        await reader.AssertAccessibleAsync();
        reader.AssertNoComplaints();

        await owner.Page.GotoAsync("/shares");
        await Expect(owner.Page.Locator("tr[data-state=live]").First).ToContainTextAsync("redacted");
        await owner.AssertAccessibleAsync();
        await owner.ScreenshotAsync("shares");
    }

    /// <summary>A second click shows the link that is there, also in a browser that does not know it; another is made only when asked for.</summary>
    private static async Task AssertNoMoreLinksAsync(IPage page)
    {
        var list = page.Locator("#share-list li");
        await page.Keyboard.PressAsync("Escape");
        await page.Locator("[data-share]").ClickAsync();
        await Expect(page.Locator("#share-said")).ToContainTextAsync("made before");
        await Expect(list).ToHaveCountAsync(1);

        await page.Keyboard.PressAsync("Escape");
        await page.EvaluateAsync("localStorage.clear()");
        await page.Locator("[data-share]").ClickAsync();
        await Expect(page.Locator("#share-said")).ToContainTextAsync("in another browser");
        await Expect(page.Locator("#share-copy")).ToBeDisabledAsync();
        await Expect(list).ToHaveCountAsync(1);
        await page.Locator("#share-make").ClickAsync();
        await Expect(page.Locator("#share-copy")).ToBeEnabledAsync();
        await Expect(list).ToHaveCountAsync(2);
    }

    /// <summary>The menu stays within a narrow page, and goes by Escape and by a click elsewhere.</summary>
    private static async Task AssertMenuClosesAsync(Visitor reader)
    {
        var menu = reader.Page.Locator(".boot-menu");
        var files = menu.Locator("ul");
        await menu.Locator("summary").ClickAsync();
        await Expect(files).ToBeInViewportAsync();
        var box = (await files.BoundingBoxAsync())!;
        Assert.InRange(box.X, 0, 360 - box.Width);
        await reader.ScreenshotAsync("menu-narrow");

        await reader.Page.Keyboard.PressAsync("Escape");
        await Expect(files).ToBeHiddenAsync();
        await Expect(menu.Locator("summary")).ToBeFocusedAsync();
        await menu.Locator("summary").ClickAsync();
        await reader.Page.Locator(".share-brand").ClickAsync();
        await Expect(files).ToBeHiddenAsync();
    }

    private static string HashOf(IEnumerable<string> lines) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
}
