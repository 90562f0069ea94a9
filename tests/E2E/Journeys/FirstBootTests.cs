using System.Text.RegularExpressions;
using Guestfs.E2E.Support;
using Guestfs.Journal;
using Guestfs.Timeline;
using Guestfs.Web.Api;
using static Microsoft.Playwright.Assertions;

namespace Guestfs.E2E.Journeys;

/// <summary>What a newcomer does: open the link, click two disks, start, watch.</summary>
public sealed partial class FirstBootTests(Chromium chromium, ServerWithDisks house) : IClassFixture<ServerWithDisks>
{
    private static readonly string[] Guest = [StageNames.Kernel, StageNames.Initrd, StageNames.Root, StageNames.Init];

    [Fact]
    public async Task Boot_ClickedInTheBrowser_ShowsItsStagesWhileItBootsAndEndsReady()
    {
        var before = (await DiskImages.HashAsync(house.PathOf(ServerWithDisks.Qcow2)), await DiskImages.HashAsync(house.PathOf(ServerWithDisks.Raw)));
        await using var visitor = await Visitor.ComeAsync(chromium, house.Server);
        var page = visitor.Page;
        await StageWatch.StartAsync(page);

        await page.GotoAsync(house.Server.LoginLink.AbsoluteUri);
        await page.GetByTestId("new-boot").ClickAsync();
        await page.Locator($"[data-disk='images:{ServerWithDisks.Qcow2}']").ClickAsync();
        await Expect(page.Locator($"[data-tray='images:{ServerWithDisks.Qcow2}'] .guest")).ToHaveTextAsync("/dev/sda");
        await page.Locator($"[data-disk='images:{ServerWithDisks.Raw}']").ClickAsync();
        await Expect(page.Locator($"[data-tray='images:{ServerWithDisks.Raw}'] .guest")).ToHaveTextAsync("/dev/sdb");
        await page.GetByText("Appliance & machine").ClickAsync();
        await page.GetByRole(Microsoft.Playwright.AriaRole.Radio, new() { Name = "TCG only" }).CheckAsync();
        await visitor.ScreenshotAsync("new-boot-filled");
        await page.GetByTestId("start").ClickAsync();

        await page.WaitForURLAsync(BootAddress());
        var id = page.Url.Split('/', '?', '#')[4];
        await Expect(page.Locator("#boot-rows .wf-group[data-stage=kernel]")).ToBeVisibleAsync();
        await visitor.ScreenshotAsync("boot-live");
        await Expect(page.Locator("#boot-head[data-status=finished]")).ToBeVisibleAsync();

        var notes = await StageWatch.ReadAsync(page);
        Assert.Equal(StageNames.InOrder.Where(stage => notes.Any(note => note.Stage == stage)), notes.Select(static note => note.Stage));
        Assert.All(notes.Where(static note => Guest.Contains(note.Stage)), static note => Assert.False(note.Ready, $"{note.Stage} appeared only when the boot was ready."));
        Assert.Equal(Guest, notes.Select(static note => note.Stage).Intersect(Guest));
        Assert.True(notes.Single(static note => note.Stage == StageNames.Init).Lines > notes.Single(static note => note.Stage == StageNames.Kernel).Lines);
        await Expect(page.Locator("#boot-about")).ToContainTextAsync("/dev/sda, /dev/sdb");
        await Expect(page.Locator("#boot-about")).ToContainTextAsync("/dev/sdb1");

        AssertWhole(await house.Api.RecordAsync(id), System.Text.Encoding.Latin1.GetString(await house.Api.ConsoleAsync(id)));
        Assert.Equal(before, (await DiskImages.HashAsync(house.PathOf(ServerWithDisks.Qcow2)), await DiskImages.HashAsync(house.PathOf(ServerWithDisks.Raw))));
        visitor.AssertNoComplaints();
    }

    private static void AssertWhole(BootRecord record, string console)
    {
        Assert.Equal(BootStatus.Finished, record.Boot.Status);
        Assert.NotNull(record.Boot.ReadyAfter);
        Assert.Equal(["/dev/sda", "/dev/sdb"], record.Facts.Daemon!.Devices);
        Assert.Equal(["/dev/sdb1"], record.Facts.Daemon.Partitions);

        var activities = record.Activities.Where(static bar => bar.Kind == BarKind.Activity).ToList();
        var insmods = Insmod().Matches(console).Select(static match => "initrd:insmod " + match.Groups[1].Value).ToList();
        Assert.NotEmpty(insmods);
        Assert.Equal(insmods, activities.Select(static bar => bar.Name).Where(static name => name.StartsWith("initrd:insmod ", StringComparison.Ordinal)));
        // A search that finds the device at its first look is over within one read of the console: it ends, but may take no time.
        string[] needed = ["root:search", "root:mount", "init:udev", "init:lvm", "init:md", "daemon:start"];
        var ended = activities.Where(static bar => !bar.Open).ToList();
        Assert.Empty(needed.Except(ended.Select(static bar => bar.Name)));
        Assert.Empty(needed.Except(["root:search"]).Except(ended.Where(static bar => bar.Duration > 0).Select(static bar => bar.Name)));

        // Stages lie end to end over the whole; what no activity covers is a gap, so below each stage the sum is exact too.
        var at = 0L;
        foreach (var stage in record.Stages)
        {
            Assert.InRange(stage.Start - at, 0, 1_000_000);
            at = stage.Start + stage.Duration;
            var children = record.Activities.Where(bar => bar.ParentId == stage.Id).ToList();
            Assert.InRange(stage.Duration - children.Sum(static bar => bar.Duration), -1_000_000, 1_000_000 * (children.Count + 1));
        }

        Assert.InRange(record.End - at, 0, 1_000_000);
    }

    [GeneratedRegex("/boots/[a-z2-7]{10}([?#]|$)")]
    private static partial Regex BootAddress();

    // A kernel message may follow on the same line.
    [GeneratedRegex(@"supermin: internal insmod (\S+?)\.ko")]
    private static partial Regex Insmod();
}
