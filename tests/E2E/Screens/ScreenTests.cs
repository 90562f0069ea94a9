using Guestfs.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Guestfs.E2E.Screens;

/// <summary>Every screen, in both themes, wide and as narrow as a telephone.</summary>
public sealed class ScreenTests(Chromium chromium, ServerWithBoots house) : IClassFixture<ServerWithBoots>
{
    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 360)]
    [InlineData(ColorScheme.Dark, 360)]
    public async Task Screens_InThisThemeAndWidth_AreWholeAccessibleAndWithoutErrors(ColorScheme scheme, int width)
    {
        await using var visitor = await Visitor.SignInAsync(chromium, house.Server, scheme, width, width < 600 ? 740 : 900);
        (string Name, string Address, string Whole)[] screens =
        [
            ("boots", "/boots", $"tr[data-boot='{house.Finished}']"),
            ("new-boot", $"/boots/new?disk=images:{ServerWithDisks.Raw}", ".checks"),
            ("boot-timeline", $"/boots/{house.Finished}", ".wf-row"),
            ("boot-table", $"/boots/{house.Finished}?view=table", "#pane-table td"),
            ("boot-console", $"/boots/{house.Finished}?view=console", "#con-lines .ln"),
            ("boot-about", $"/boots/{house.Finished}?view=about", "#boot-about"),
            ("import", "/import", "#import-drop"),
            ("disks", "/disks", $"[data-disk='images:{ServerWithDisks.Raw}']"),
            ("health", "/health", "[data-group=accelerator] .checks"),
        ];
        foreach (var (name, address, whole) in screens)
        {
            await visitor.Page.GotoAsync(address);
            await Expect(visitor.Page.Locator(whole).First).ToBeVisibleAsync();
            await visitor.ScreenshotAsync($"{name}-{scheme}-{width}".ToLowerInvariant());
            await visitor.AssertNoSidewaysScrollAsync();
            await visitor.AssertAccessibleAsync();
        }

        visitor.AssertNoComplaints();
    }
}
