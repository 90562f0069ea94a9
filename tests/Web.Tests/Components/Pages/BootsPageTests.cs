using Bunit;
using Guestfs.Boots.Retention;
using Guestfs.Journal;
using Guestfs.Web.Components.Pages.Boots;
using Guestfs.Web.Tests.Fakes;

namespace Guestfs.Web.Tests.Components.Pages;

public sealed class BootsPageTests : PageTest
{
    [Fact]
    public void Page_WithoutAnyBoot_SaysWhatABootIsAndOffersOne()
    {
        var page = Visit<BootsPage>("boots");

        Assert.Contains("No boots yet", page.Find("[data-testid=no-boots]").TextContent, StringComparison.Ordinal);
        Assert.Equal("boots/new", page.Find("[data-testid=no-boots] a").GetAttribute("href"));
    }

    [Fact]
    public void Page_FiltersMatchNothing_OffersToClearThem()
    {
        Engine.Add(BootSummaries.Finished("good"));

        var page = Visit<BootsPage>("boots?status=failed&stage=kernel");

        Assert.Contains("No past boots match 2 filters.", page.Find("[data-testid=no-matches]").TextContent, StringComparison.Ordinal);
        Assert.Equal("boots", page.Find("[data-testid=no-matches] a").GetAttribute("href"));
    }

    [Fact]
    public void Page_BeyondTheLast_OffersTheLast()
    {
        Engine.Add(BootSummaries.Finished("good"));

        var page = Visit<BootsPage>("boots?page=99");

        Assert.Contains("There is no page 99: 1 past boot is on 1 page.", page.Find("[data-testid=no-page]").TextContent, StringComparison.Ordinal);
        Assert.Equal("boots", page.Find("[data-testid=no-page] a").GetAttribute("href"));
    }

    [Fact]
    public void Boot_WithDisks_IsToldApartByThem()
    {
        Engine.Add(BootSummaries.Finished("good") with { DiskCount = 3, Disks = ["images:vm/fedora.qcow2", "images:b.img", "images:c.img"] });

        var disks = Visit<BootsPage>("boots").Find("tr[data-boot=good] .disks");

        Assert.Equal("fedora.qcow2, b.img +1", disks.TextContent);
        Assert.Contains("images:c.img", disks.GetAttribute("title"), StringComparison.Ordinal);
    }

    [Fact]
    public void Boot_ThatRuns_CountsUpThoughItPrintsNothing()
    {
        Engine.Add(BootSummaries.Running("silent") with { RequestedAt = DateTimeOffset.UtcNow - TimeSpan.FromHours(3) });

        Assert.Contains("3 h 00 m", Visit<BootsPage>("boots").Find("tr[data-boot=silent]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Boot_WithOrderOnly_HasNoTotalAndNoReady()
    {
        Engine.Add(BootSummaries.Finished("silent") with { OrderOnly = true });

        var row = Visit<BootsPage>("boots").Find("tr[data-boot=silent]").TextContent;

        Assert.Contains("order only", row, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\d m?s\b", row);
    }

    [Fact]
    public void Address_ChangedOnThePage_IsShownAnew()
    {
        Engine.Add(BootSummaries.Finished("good"));
        var page = Visit<BootsPage>("boots");

        Navigation.NavigateTo("boots?status=failed");
        page.WaitForElement("[data-testid=no-matches]");

        Navigation.NavigateTo("boots");
        page.WaitForElement("tr[data-boot=good]");
    }

    [Fact]
    public void Page_RunningAndPastBoots_PinsTheRunningOnes()
    {
        Engine.Add(BootSummaries.Finished("past000000"));
        Engine.Add(BootSummaries.Failed("fail000000"));
        Engine.Add(BootSummaries.Running("run0000000"));

        var page = Visit<BootsPage>("boots");

        Assert.Equal(["run0000000", "past000000", "fail000000"], page.FindAll("tr[data-boot]").Select(static row => row.GetAttribute("data-boot")));
        Assert.Contains("The kernel found no root device", page.Find("tr[data-boot=fail000000]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Ready after 6.25 s, then", page.Find("tr[data-boot=past000000]").TextContent, StringComparison.Ordinal);
        Assert.Equal("failed", page.Find("tr[data-boot=fail000000] [data-status]").GetAttribute("data-status"));
    }

    [Fact]
    public void Page_HostileWords_AreShownAsText()
    {
        Engine.Add(BootSummaries.Failed("evil000000") with { Title = "<script>alert(1)</script>", Label = "\"><img src=x onerror=alert(1)>", Sentence = "</div><iframe>" });

        var page = Visit<BootsPage>("boots");

        Assert.Empty(page.FindAll("script, img, iframe"));
        Assert.Contains("<script>alert(1)</script>", page.Find("tr[data-boot=evil000000] a").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_StoreFails_SaysSoAndTriesAgain()
    {
        Engine.Failure = new GuestfsException("The database is locked.");
        var page = Visit<BootsPage>("boots");
        Assert.Contains("The database is locked.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);

        Engine.Failure = null;
        page.Find("[role=alert] button").Click();

        page.WaitForAssertion(() => Assert.Contains("No boots yet", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void Page_ManyBoots_PagesThroughThem()
    {
        for (var i = 0; i < 120; i++)
        {
            Engine.Add(BootSummaries.Finished($"boot{i:d6}"));
        }

        var page = Visit<BootsPage>("boots?page=2");

        Assert.Contains("51–100 of 120", page.Find(".pages").TextContent, StringComparison.Ordinal);
        Assert.Equal("boots", page.Find("[rel=prev]").GetAttribute("href"));
        Assert.Equal("boots?page=3", page.Find("[rel=next]").GetAttribute("href"));
        Assert.Equal(50, page.FindAll("tr[data-boot]").Count);
    }

    [Fact]
    public void Page_ABootEnds_KeepsItsRowAndOffersTheList()
    {
        Engine.Add(BootSummaries.Running("run0000000"));
        var page = Visit<BootsPage>("boots");
        Engine.Newer = 1;

        Engine.Replace(BootSummaries.Finished("run0000000"));

        page.WaitForAssertion(() => Assert.Contains("1 boot ended since", page.Find(".newer").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        Assert.Equal(BootStatus.Finished.ToString().ToLowerInvariant(), page.Find("tr[data-boot=run0000000] [data-status]").GetAttribute("data-status"));
    }

    [Fact]
    public async Task Row_OfADueBoot_TellsTheDayUntilItIsKept()
    {
        Engine.Add(BootSummaries.Finished("past000000"));
        Retention.Add(new StoredBoot("past000000", DateTimeOffset.UtcNow.AddDays(-27), 10, null, null, Shared: false));
        var page = Visit<BootsPage>("boots");
        Assert.Contains("removal on", page.Find("tr[data-boot=past000000]").TextContent, StringComparison.Ordinal);

        await ClickAsync(page, "tr[data-boot=past000000] button[aria-pressed=false]");

        Assert.Contains("kept by", page.Find("tr[data-boot=past000000]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("removal on", page.Find("tr[data-boot=past000000]").TextContent, StringComparison.Ordinal);
        Assert.True(page.Find("tr[data-boot=past000000] [data-dialog=delete]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Delete_OfARow_AsksFirstAndThenTakesItOffTheList()
    {
        Engine.Add(BootSummaries.Finished("past000000"));
        Engine.Add(BootSummaries.Failed("fail000000"));
        Engine.Add(BootSummaries.Running("run0000000"));
        var page = Visit<BootsPage>("boots");
        Assert.Empty(page.FindAll("tr[data-boot=run0000000] [data-dialog=delete]"));

        await ClickAsync(page, "tr[data-boot=fail000000] [data-dialog=delete]");
        Assert.Contains("fail000000", page.Find("#delete").TextContent, StringComparison.Ordinal);
        Assert.Empty(Engine.Calls);

        await ClickAsync(page, "[data-testid=delete-now]");
        Assert.Equal(["remove fail000000 unknown"], Engine.Calls);
        Assert.Equal(["run0000000", "past000000"], page.FindAll("tr[data-boot]").Select(static row => row.GetAttribute("data-boot")));
    }

    [Fact]
    public async Task Delete_RefusedByTheEngine_SaysWhy()
    {
        Engine.Add(BootSummaries.Failed("fail000000"));
        Engine.Removal = RemovalAnswer.Kept;
        var page = Visit<BootsPage>("boots");

        await ClickAsync(page, "tr[data-boot=fail000000] [data-dialog=delete]");
        await ClickAsync(page, "[data-testid=delete-now]");

        Assert.Contains("is marked Keep, so it was not deleted", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        page.Find("tr[data-boot=fail000000]");
    }

    /// <summary>Found and clicked between two drawings, since the feed of running boots may draw at any time.</summary>
    private static Task ClickAsync(IRenderedComponent<BootsPage> page, string selector) => page.InvokeAsync(() => page.Find(selector).Click());
}
