using Bunit;
using Guestfs.Boots;
using Guestfs.Journal;
using Guestfs.Web.Components.Pages.Health;

namespace Guestfs.Web.Tests.Components.Pages;

public sealed class HealthPageTests : PageTest
{
    [Fact]
    public void Page_WithAProblem_ShowsItFirstWithItsFix()
    {
        Engine.Checks =
        [
            new Check("qemu", "qemu", CheckState.Fail, "qemu is not installed.", "Install it.", "apt-get install qemu-system-x86"),
            new Check("host", "Host", CheckState.Pass, "Fine."),
        ];

        var page = Visit<HealthPage>("health");

        Assert.Contains("1 problem to solve: qemu is not installed.", page.Find("[data-testid=health]").TextContent, StringComparison.Ordinal);
        Assert.Equal(["host", "qemu"], page.FindAll("[data-group]").Select(static card => card.GetAttribute("data-group")));
        Assert.Equal("apt-get install qemu-system-x86", page.Find("[data-check=qemu] [data-do=copy]").GetAttribute("data-text"));
    }

    [Fact]
    public void Page_NoChecks_SaysSo()
    {
        Engine.Checks = [];

        Assert.Contains("Nothing was checked", Visit<HealthPage>("health").Find(".empty").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void TestBoot_Click_StartsAFullyVerboseBootWithoutDisks()
    {
        var page = Visit<HealthPage>("health");

        page.Find("[data-testid=test-boot]").Click();

        var request = Assert.Single(Engine.Started);
        Assert.Equal((Verbosity.Full, 0), (request.Verbosity, request.Disks.Count));
        Assert.EndsWith("boots/boot000001", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void TestBoot_Refused_SaysWhy()
    {
        Engine.Refusals = ["The server is stopping."];
        var page = Visit<HealthPage>("health");

        page.Find("[data-testid=test-boot]").Click();

        Assert.Contains("The test boot was not started. The server is stopping.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Forget_BeforeKvmWasTried_IsNotOffered()
    {
        Engine.Checks = [new Check("accelerator", "KVM", CheckState.Unknown, "Whether KVM works is not proved yet.")];
        var page = Visit<HealthPage>("health");

        Assert.Empty(page.FindAll("[data-group=accelerator] .actions button"));
    }

    [Fact]
    public void Forget_Click_ReachesTheEngine()
    {
        Engine.Checks = [new Check("accelerator", "KVM", CheckState.Warn, "KVM does not work here.")];
        var page = Visit<HealthPage>("health");

        page.Find("[data-group=accelerator] .actions button").Click();

        Assert.Contains("forget", Engine.Calls);
        Assert.Contains("Forgotten", page.Find("[data-group=accelerator]").TextContent, StringComparison.Ordinal);
    }
}
