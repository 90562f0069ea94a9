using Bunit;
using Guestfs.Boots;
using Guestfs.Disks;
using Guestfs.Journal;
using Guestfs.Web.Components.Pages.NewBoot;
using Guestfs.Web.Tests.Fakes;
using Microsoft.AspNetCore.Components.Web;

namespace Guestfs.Web.Tests.Components.Pages;

public sealed class NewBootPageTests : PageTest
{
    public NewBootPageTests() =>
        Engine.Listings["images:"] = new DiskListing("images", "", ["sub"],
        [
            Image("a.qcow2", "qcow2"),
            Image("b.img", "raw"),
            Image("bad.qcow2", "qcow2") with { Problem = "Its backing file is outside the roots." },
        ]);

    [Fact]
    public void Click_TwoImages_PutsThemInOrderIntoTheAddress()
    {
        var page = Visit<NewBootPage>("boots/new");

        page.Find("[data-disk='images:b.img']").Click();
        page.Find("[data-disk='images:a.qcow2']").Click();

        Assert.Equal(["/dev/sda", "/dev/sdb"], page.FindAll(".tray .guest").Select(static name => name.TextContent));
        Assert.EndsWith("boots/new?disk=images:b.img&disk=images:a.qcow2&disk2.format=qcow2", Uri.UnescapeDataString(Navigation.Uri), StringComparison.Ordinal);
    }

    [Fact]
    public void Page_ImageWithAProblem_CannotBeChosen()
    {
        var page = Visit<NewBootPage>("boots/new");

        Assert.Empty(page.FindAll("[data-disk='images:bad.qcow2']"));
        Assert.Contains("Its backing file is outside the roots.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_NoDisk_SaysWhatTheBootTakesInstead() =>
        Assert.Contains("guestfish -a /dev/null", Visit<NewBootPage>("boots/new").Find("[data-testid=no-disk]").TextContent, StringComparison.Ordinal);

    [Fact]
    public void Address_ChangedOnThePage_FillsTheFormAnew()
    {
        var page = Visit<NewBootPage>("boots/new?disk=images:b.img");

        Navigation.NavigateTo("boots/new?disk=images:a.qcow2");

        page.WaitForAssertion(() => Assert.Equal(["images:a.qcow2"], Sources(page)));
    }

    [Fact]
    public void Keys_OnAChosenDisk_MoveItAndTakeItOut()
    {
        var page = Visit<NewBootPage>("boots/new?disk=images:b.img&disk=images:a.qcow2");

        page.Find("[data-tray='images:a.qcow2']").KeyDown(new KeyboardEventArgs { Key = "ArrowUp", AltKey = true });
        Assert.Equal(["images:a.qcow2", "images:b.img"], Sources(page));

        page.Find("[data-tray='images:a.qcow2']").KeyDown(new KeyboardEventArgs { Key = "Delete" });
        Assert.Equal(["images:b.img"], Sources(page));
    }

    [Fact]
    public void Writing_FromTheAddress_HasToBeConfirmedFirst()
    {
        var page = Visit<NewBootPage>("boots/new?disk=images:b.img&disk1.write=1");
        Assert.True(page.Find("[data-testid=start]").HasAttribute("disabled"));
        Assert.Contains("Confirm first that images:b.img may be changed.", page.Find("[data-testid=preflight]").TextContent, StringComparison.Ordinal);

        page.Find("[data-testid=allow-write]").Click();

        Assert.False(page.Find("[data-testid=start]").HasAttribute("disabled"));
    }

    [Fact]
    public void Preflight_Fails_HoldsStartBackAndShowsTheFix()
    {
        Engine.Checks = [new Check("host", "Memory", CheckState.Fail, "Only 100 MiB are free.", "Close something.", "free -m")];

        var page = Visit<NewBootPage>("boots/new");

        Assert.True(page.Find("[data-testid=start]").HasAttribute("disabled"));
        Assert.Contains("1 problem: Only 100 MiB are free.", page.Find("[data-testid=preflight]").TextContent, StringComparison.Ordinal);
        Assert.Equal("free -m", page.Find("[data-check=Memory] [data-do=copy]").GetAttribute("data-text"));
    }

    [Fact]
    public void Start_WholeForm_StartsOneBootAndLeadsToIt()
    {
        var page = Visit<NewBootPage>("boots/new?disk=images:a.qcow2&disk1.format=qcow2&mem=2048&accel=tcg");

        page.Find("[data-testid=start]").Click();

        page.WaitForAssertion(() => Assert.EndsWith("boots/boot000001", Navigation.Uri, StringComparison.Ordinal));
        var request = Assert.Single(Engine.Started);
        Assert.Equal(("images:a.qcow2", "qcow2"), (request.Disks[0].Source, request.Disks[0].Format));
        Assert.Equal((2048, AcceleratorChoice.Tcg), (request.MemoryMiB, request.Accelerator));
        Assert.False(string.IsNullOrEmpty(request.RequestId));
    }

    [Fact]
    public void Start_AfterALostConnection_AsksWithTheSameRequestId()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        JSInterop.Setup<string?>("sessionStorage.getItem", "guestfs.request-id").SetResult("kept-by-the-tab");
        var page = Visit<NewBootPage>("boots/new");

        page.Find("[data-testid=start]").Click();

        page.WaitForAssertion(() => Assert.Equal("kept-by-the-tab", Assert.Single(Engine.Started).RequestId));
    }

    [Fact]
    public void Start_Refused_ShowsEveryReason()
    {
        Engine.Refusals = ["Disk images:a does not exist.", "No slot."];
        var page = Visit<NewBootPage>("boots/new");

        page.Find("[data-testid=start]").Click();

        page.WaitForAssertion(() => Assert.Equal(Engine.Refusals, page.FindAll("[role=alert] li").Select(static reason => reason.TextContent)));
    }

    [Fact]
    public void From_AnotherBoot_FillsInItsRequest()
    {
        var asked = new BootRequest { RequestId = "old", MemoryMiB = 4096, Disks = [new DiskRequest { Source = "images:b.img", Writable = true }] };
        Engine.Add(BootSummaries.Finished("old0000000"), [new JournalEntry(0, 0, new BootRequested(asked, "kim", BootSummaries.Day, new HostFacts()))]);

        var page = Visit<NewBootPage>("boots/new?from=old0000000");

        page.WaitForAssertion(() => Assert.Equal(["images:b.img"], Sources(page)));
        Assert.Contains("Filled in from boot old0000000.", page.Markup, StringComparison.Ordinal);
        Assert.Contains("4096 MiB", page.Find("summary").TextContent, StringComparison.Ordinal);
        Assert.True(page.Find("[data-testid=start]").HasAttribute("disabled"));
    }

    [Fact]
    public void Chips_OfDifferences_LeadBackToTheDefault()
    {
        var page = Visit<NewBootPage>("boots/new?mem=2048&accel=tcg");

        page.FindAll("header button.chip").Single(static chip => chip.TextContent.Contains("2048", StringComparison.Ordinal)).Click();

        Assert.EndsWith("boots/new?accel=tcg", Navigation.Uri, StringComparison.Ordinal);
    }

    private static DiskImageInfo Image(string name, string format) => new($"images:{name}", name, format, 1024, 1024, 1024, BootSummaries.Day, [], null, null);

    private static List<string?> Sources(IRenderedComponent<NewBootPage> page) => [.. page.FindAll("[data-tray]").Select(static disk => disk.GetAttribute("data-tray"))];
}
