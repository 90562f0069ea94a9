using Guestfs.Journal;
using Guestfs.Web.ViewModels.NewBoot;
using Microsoft.AspNetCore.WebUtilities;

namespace Guestfs.Web.Tests.ViewModels.NewBoot;

public sealed class BootFormTests
{
    [Fact]
    public void Write_EveryValue_ReadsBackTheSame()
    {
        var request = new BootRequest
        {
            Title = "a & b = c",
            Label = "v2v",
            Disks =
            [
                new DiskRequest { Source = "images:sub dir/ü#1.qcow2", Format = "qcow2" },
                new DiskRequest { Source = "images:b.img", Format = "raw", Writable = true, DiskLabel = "data", BlockSize = 4096 },
                new DiskRequest { Source = "scratch:512", Format = "raw", Writable = true },
            ],
            AppliancePath = "/usr/lib/guestfs",
            MemoryMiB = 2048,
            Cpus = 4,
            Accelerator = AcceleratorChoice.Kvm,
            Network = true,
            Append = "guestfs_rescue=1 debug",
            Verbosity = Verbosity.Quiet,
            TimeLimitSeconds = 90,
            WhenReady = WhenReady.Stay,
            IdleStopSeconds = 30,
            RebuildAppliance = true,
            RecheckAccelerator = true,
        };

        Assert.Equivalent(request, BootForm.Read(QueryHelpers.ParseQuery(BootForm.Write(request))), strict: true);
    }

    [Fact]
    public void Write_Defaults_IsEmpty() => Assert.Equal("", BootForm.Write(new BootRequest { RequestId = "never in an address" }));

    [Fact]
    public void Read_NonsenseAndEmptyValues_KeepsTheDefaults()
    {
        var read = BootForm.Read(QueryHelpers.ParseQuery("?disk=&mem=lots&smp=-1&accel=xen&verbose=9&ready=&net=yes&start=1&unknown=1"));

        Assert.Equivalent(new BootRequest(), read, strict: true);
    }

    [Fact]
    public void Read_TooManyDisks_TakesTheFirst255()
    {
        var query = "?" + string.Join('&', Enumerable.Range(0, 400).Select(static i => $"disk=images:{i}"));

        Assert.Equal(255, BootForm.Read(QueryHelpers.ParseQuery(query)).Disks.Count);
    }
}
