using Guestfs.E2E.Support;
using Guestfs.Journal;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Guestfs.E2E.Journeys;

public sealed class CancelTests(Chromium chromium, ServerWithDisks house) : IClassFixture<ServerWithDisks>
{
    [Fact]
    public async Task Cancel_PressedWhileTheGuestBoots_EndsTheBootAndItsProcesses()
    {
        await using var visitor = await Visitor.SignInAsync(chromium, house.Server);
        var page = visitor.Page;
        var boot = await house.Api.StartAsync(ServerWithDisks.Request);
        await page.GotoAsync($"/boots/{boot.Id}");
        await Expect(page.Locator("#boot-rows .wf-group[data-stage=kernel]")).ToBeVisibleAsync();
        var processes = HostProcess.Descendants(house.Server.Pid);
        Assert.Contains(processes, static process => process.Name.StartsWith("qemu", StringComparison.Ordinal));

        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(page.Locator("#boot-head[data-status=cancelled]")).ToBeVisibleAsync();
        await Expect(page.Locator("#boot-ended")).ToContainTextAsync("Cancelled by");

        var journal = await house.Api.WatchUntilAsync<BootEnded>(boot.Id);
        var asked = journal.Single(static entry => entry.Event is CancelRequested).Offset;
        Assert.InRange(journal[^1].Offset - asked, 0, 3_000_000_000);
        Assert.Equal(BootStatus.Cancelled, ((BootEnded)journal[^1].Event).Status);
        Assert.Empty(await HostProcess.SurvivorsAsync(processes));
        Assert.Empty(HostProcess.Descendants(house.Server.Pid));
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Cancel" })).ToHaveCountAsync(0);
        visitor.AssertNoComplaints();
    }
}
