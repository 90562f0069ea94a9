using Guestfs.Boots;
using Guestfs.Web.Tests.Fakes;
using Guestfs.Web.ViewModels;

namespace Guestfs.Web.Tests.ViewModels;

public sealed class HealthReportTests
{
    [Fact]
    public void Groups_InAnyOrder_ComeInTheOrderOfABoot()
    {
        var report = Report(Of("service"), Of("disks"), Of("invented"), Of("appliance"), Of("host"), Of("accelerator"), Of("qemu"), Of("storage"));

        Assert.Equal(["host", "accelerator", "qemu", "appliance", "storage", "disks", "service", "invented"], report.Groups.Select(static group => group.Name));
    }

    [Theory]
    [InlineData(CheckState.Pass, "Ready to boot.")]
    [InlineData(CheckState.Warn, "Boots work, with 1 warning: Found.")]
    [InlineData(CheckState.Fail, "1 problem to solve: Found.")]
    [InlineData(CheckState.Unknown, "Some checks gave no answer; boots may work.")]
    public void Sentence_OfTheWorstCheck_SaysWhatItMeans(CheckState state, string expected) =>
        Assert.Equal(expected, Report(Of("host"), Of("qemu", state)).Sentence);

    [Theory]
    [InlineData(59, true)]
    [InlineData(60, false)]
    public void IsFresh_AfterSeconds_EndsAtAMinute(int seconds, bool expected) =>
        Assert.Equal(expected, Report(Of("host")).IsFresh(BootSummaries.Day.AddSeconds(seconds)));

    [Fact]
    public void AsText_OfEveryCheck_IsReadyForATicket()
    {
        var text = Report(Of("qemu", CheckState.Warn), Of("host")).AsText();

        Assert.Equal("Guestfs environment, 2026-03-14 09:26:53 UTC\n\nhost\n  [pass] Name: Found.\n\nqemu\n  [warn] Name: Found.\n", text);
    }

    private static HealthReport Report(params Check[] checks) => new(checks, BootSummaries.Day);

    private static Check Of(string group, CheckState state = CheckState.Pass) => new(group, "Name", state, "Found.");
}
