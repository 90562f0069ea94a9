using Guestfs.Journal;
using Guestfs.Web.ViewModels.NewBoot;

namespace Guestfs.Web.Tests.ViewModels.NewBoot;

public sealed class FormWordsTests
{
    [Fact]
    public void Differences_OfDefaults_AreNone() => Assert.Empty(FormWords.Differences(new BootRequest { Disks = [new DiskRequest { Source = "images:a" }] }));

    [Fact]
    public void Differences_Undone_LeadBackToTheDefaults()
    {
        var request = new BootRequest
        {
            Title = "t",
            Label = "l",
            Accelerator = AcceleratorChoice.Tcg,
            Cpus = 2,
            MemoryMiB = 512,
            Verbosity = Verbosity.Full,
            Network = true,
            WhenReady = WhenReady.Stay,
            IdleStopSeconds = 9,
            AppliancePath = "/a",
            Append = "x",
            TimeLimitSeconds = 60,
            RebuildAppliance = true,
            RecheckAccelerator = true,
        };
        while (FormWords.Differences(request) is [var first, ..])
        {
            request = first.Without;
        }

        Assert.Equivalent(new BootRequest(), request, strict: true);
    }

    [Fact]
    public void Summary_OfAMachine_IsOneLine() =>
        Assert.Equal("TCG only, 2 vCPUs, 2048 MiB, every stage, stops when ready", FormWords.Summary(new BootRequest { Accelerator = AcceleratorChoice.Tcg, Cpus = 2, MemoryMiB = 2048 }));
}
