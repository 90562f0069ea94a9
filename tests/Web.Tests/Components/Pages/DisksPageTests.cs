using Bunit;
using Guestfs.Disks;
using Guestfs.Web.Components.Pages.Disks;
using Guestfs.Web.Tests.Fakes;

namespace Guestfs.Web.Tests.Components.Pages;

public sealed class DisksPageTests : PageTest
{
    [Fact]
    public void Page_EmptyRoot_SaysWhereImagesBelong()
    {
        Engine.Listings["images:"] = new DiskListing("images", "", [], []);

        var page = Visit<DisksPage>("disks");

        Assert.Contains("No disk images in images", page.Find(".empty").TextContent, StringComparison.Ordinal);
        Assert.Contains("--images DIR", page.Find(".empty").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_NoRoots_SaysHowToGetOne()
    {
        Engine.Roots = [];

        Assert.Contains("No folder with disk images is configured.", Visit<DisksPage>("disks").Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_RootWithAProblem_ShowsItOnThatRootOnly()
    {
        Engine.Roots = [new DiskRootInfo("gone", null, "The folder does not exist."), new DiskRootInfo("images", 1024, null)];
        Engine.Listings["images:"] = new DiskListing("images", "", [], [Image("a.raw")]);

        Assert.Contains("The folder does not exist.", Visit<DisksPage>("disks?root=gone").Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Single(Visit<DisksPage>("disks?root=images").FindAll("[data-disk='images:a.raw']"));
    }

    [Fact]
    public void Page_FolderTheEngineRefuses_ShowsItsSentence() =>
        Assert.Contains("is not a folder of images.", Visit<DisksPage>("disks?root=images&path=../etc").Find("[role=alert]").TextContent, StringComparison.Ordinal);

    [Fact]
    public void Click_Images_LeadToANewBootInThatOrder()
    {
        Engine.Listings["images:"] = new DiskListing("images", "", [], [Image("a.raw"), Image("b.raw"), Image("c.raw")]);
        var page = Visit<DisksPage>("disks");

        page.Find("[data-disk='images:c.raw']").Click();
        page.Find("[data-disk='images:a.raw']").Click();
        page.Find("[data-disk='images:b.raw']").Click();
        page.Find("[data-disk='images:a.raw']").Click();

        Assert.Equal("boots/new?disk=images:c.raw&disk=images:b.raw", Uri.UnescapeDataString(page.Find("[data-testid=boot-chosen]").GetAttribute("href")!));
        Assert.Equal("Boot with 2 disks", page.Find("[data-testid=boot-chosen]").TextContent);
    }

    [Fact]
    public void Find_Text_ShowsOnlyMatchingNames()
    {
        Engine.Listings["images:"] = new DiskListing("images", "", ["alpha", "beta"], [Image("a.raw"), Image("beta.raw")]);
        var page = Visit<DisksPage>("disks");

        page.Find("#disk-find").Input("BET");

        Assert.Equal(["beta", "beta.raw"], page.FindAll("[data-row]").Select(static row => row.TextContent));
    }

    private static DiskImageInfo Image(string name) => new($"images:{name}", name, "raw", 1024, 1024, 1024, BootSummaries.Day, [], null, null);
}
