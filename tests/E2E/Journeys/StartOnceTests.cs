using Guestfs.E2E.Support;
using Guestfs.Journal;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Guestfs.E2E.Journeys;

public sealed class StartOnceTests(Chromium chromium, ServerWithDisks house) : IClassFixture<ServerWithDisks>
{
    [Fact]
    public async Task Start_PressedTwice_StartsOneBootAndBackLeadsToTheFilledForm()
    {
        await using var visitor = await Visitor.SignInAsync(chromium, house.Server);
        var page = visitor.Page;
        await page.GotoAsync($"/boots/new?disk=images:{ServerWithDisks.Raw}&accel=tcg");
        await page.GetByTestId("start").DblClickAsync();
        await page.WaitForURLAsync(url => url.Contains("/boots/", StringComparison.Ordinal) && !url.Contains("/new", StringComparison.Ordinal));
        var id = new Uri(page.Url).Segments[^1];
        await house.Api.CancelAsync(id);
        await house.Api.WatchUntilAsync<BootEnded>(id);

        var boots = await house.Api.ListAsync();
        Assert.Equal([id], boots.Running.Concat(boots.Past).Where(static boot => boot.DiskCount == 1).Select(static boot => boot.Id));

        await page.GoBackAsync();
        await Expect(page.Locator($"[data-tray='images:{ServerWithDisks.Raw}']")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("start")).ToBeEnabledAsync();
        visitor.AssertNoComplaints();
    }

    [Fact]
    public async Task Filters_ChosenThenUndoneWithBack_AreInTheAddress()
    {
        var boot = await house.Api.StartAsync(new BootRequest { Accelerator = AcceleratorChoice.Tcg, Title = "Filtered" });
        await house.Api.CancelAsync(boot.Id);
        await house.Api.WatchUntilAsync<BootEnded>(boot.Id);
        await using var visitor = await Visitor.SignInAsync(chromium, house.Server);
        var page = visitor.Page;
        var row = page.Locator($"tr[data-boot='{boot.Id}']");
        await Expect(row).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "failed", Exact = true }).ClickAsync();
        await page.WaitForURLAsync("**/boots?status=failed");
        await Expect(page.GetByTestId("no-matches")).ToBeVisibleAsync();
        await page.GetByLabel("Accelerator").SelectOptionAsync("kvm");
        await page.WaitForURLAsync("**/boots?status=failed&accelerator=kvm");

        await page.GoBackAsync();
        await page.WaitForURLAsync("**/boots?status=failed");
        await Expect(page.GetByLabel("Accelerator")).ToHaveValueAsync("");
        await page.GoBackAsync();
        await Expect(row).ToBeVisibleAsync();
        await page.GoForwardAsync();
        await Expect(page.GetByTestId("no-matches")).ToBeVisibleAsync();
        await page.GotoAsync("/boots?status=cancelled&q=filtered");
        await Expect(row).ToBeVisibleAsync();
        visitor.AssertNoComplaints();
    }
}
