using Guestfs.Appliance;

namespace Guestfs.Core.Tests.Appliance;

public sealed class RebuildCheckTests : IDisposable
{
    private static readonly DateTimeOffset Built = ScratchDirectory.Time("2026-03-01T10:00:00Z");
    private readonly ScratchDirectory _scratch = new();
    private readonly ApplianceCache _cache;
    private readonly PackageDatabase _packages;

    public RebuildCheckTests()
    {
        _cache = ApplianceCache.At(_scratch.Path);
        Directory.CreateDirectory(_cache.Output);
        Directory.CreateDirectory(_scratch.At("supermin.d"));
        _packages = new PackageDatabase(_scratch.Write("status"), _scratch.At("dpkg.log"), TimeZoneInfo.Utc);
        foreach (var path in (string[])[_cache.Kernel, _cache.Initrd, _cache.Root])
        {
            File.WriteAllText(path, "");
            ScratchDirectory.SetTime(path, Built);
        }

        ScratchDirectory.SetTime(_cache.Output, Built);
        ScratchDirectory.SetTime(_packages.Path, Built.AddHours(-1));
        ScratchDirectory.SetTime(_scratch.At("supermin.d"), Built.AddHours(-2));
    }

    [Fact]
    public void Predict_EverythingOlder_KeepsTheCachedAppliance()
    {
        Assert.Equal(RebuildCause.None, Predict().Cause);
        Assert.False(Predict().Rebuild);
    }

    [Fact]
    public void Predict_NoOutput_WasNeverBuilt()
    {
        Directory.Delete(_cache.Output, recursive: true);

        Assert.Equal(new RebuildPrediction(RebuildCause.NeverBuilt, $"No appliance has been built in {_cache.Directory} yet."), Predict());
    }

    [Theory]
    [InlineData("kernel")]
    [InlineData("initrd")]
    [InlineData("root")]
    public void Predict_AFileIsMissing_NamesIt(string name)
    {
        File.Delete(Path.Combine(_cache.Output, name));

        Assert.Equal(new RebuildPrediction(RebuildCause.OutputMissing, $"The cached appliance lacks its {name}."), Predict());
    }

    [Fact]
    public void Predict_PackagesChanged_SaysHowMuchNewerAndWhich()
    {
        ScratchDirectory.SetTime(_packages.Path, Built.AddMinutes(72));
        _scratch.Write("dpkg.log", """
            2026-03-01 09:59:59 upgrade before:amd64 1 2
            2026-03-01 10:30:00 startup archives unpack
            2026-03-01 10:30:01 upgrade lvm2:amd64 2.03 2.04
            2026-03-01 10:30:02 status installed lvm2:amd64 2.04
            2026-03-01 10:30:03 install dbus:amd64 <none> 1.14

            """);

        Assert.Equal(
            new RebuildPrediction(RebuildCause.PackagesChanged, "The package database is 1 h 12 min newer than the cached appliance: 2 packages changed (lvm2, dbus)."),
            Predict());
    }

    [Fact]
    public void Predict_PackagesChangedWithoutALog_SaysSo()
    {
        ScratchDirectory.SetTime(_packages.Path, Built);

        Assert.Equal("The package database is newer than the cached appliance: it does not tell which packages changed.", Predict().Reason);
    }

    [Fact]
    public void Predict_KernelKeptTheHostsOldTime_BuildsLikeSupermin()
    {
        ScratchDirectory.SetTime(_cache.Kernel, Built.AddDays(-5));

        Assert.Equal(RebuildCause.PackagesChanged, Predict().Cause);
    }

    [Fact]
    public void Predict_DescriptionNewer_SaysHowMuch()
    {
        ScratchDirectory.SetTime(_scratch.At("supermin.d"), Built.AddDays(2));

        Assert.Equal(
            new RebuildPrediction(RebuildCause.DescriptionChanged, $"The appliance description {_scratch.At("supermin.d")} is 2 d newer than the cached appliance."),
            Predict());
    }

    public void Dispose() => _scratch.Dispose();

    private RebuildPrediction Predict() => new RebuildCheck(_cache, _scratch.At("supermin.d"), _packages).Predict();
}
