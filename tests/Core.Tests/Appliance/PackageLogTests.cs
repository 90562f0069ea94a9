using Guestfs.Appliance;

namespace Guestfs.Core.Tests.Appliance;

public sealed class PackageLogTests : IDisposable
{
    private readonly ScratchDirectory _scratch = new();

    [Fact]
    public void ChangedSince_LocalStamps_AreComparedInTheHostsZone()
    {
        var log = _scratch.Write("log", "2026-03-01 10:30:00 install early:all <none> 1\n2026-03-01 11:30:00 remove late:all 1 <none>\n");
        var zone = TimeZoneInfo.CreateCustomTimeZone("east", TimeSpan.FromHours(1), null, null);

        Assert.Equal(["late"], PackageLog.ChangedSince(log, ScratchDirectory.Time("2026-03-01T10:00:00Z"), zone));
    }

    [Fact]
    public void ChangedSince_PackageChangedTwice_IsNamedOnce()
    {
        var log = _scratch.Write("log", "2026-03-01 10:30:00 install a:amd64 <none> 1\n2026-03-01 10:31:00 upgrade a:amd64 1 2\n");

        Assert.Equal(["a"], PackageLog.ChangedSince(log, DateTimeOffset.UnixEpoch, TimeZoneInfo.Utc));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense\n2026-03-01 10:30:00\n2026-03-01 10:30:00 install\n")]
    public void ChangedSince_DamagedLog_IsEmpty(string text)
    {
        Assert.Empty(PackageLog.ChangedSince(_scratch.Write("log", text), DateTimeOffset.UnixEpoch, TimeZoneInfo.Utc));
    }

    [Fact]
    public void ChangedSince_NoLog_IsEmpty()
    {
        Assert.Empty(PackageLog.ChangedSince(_scratch.At("none"), DateTimeOffset.UnixEpoch, TimeZoneInfo.Utc));
    }

    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(59, "59 s")]
    [InlineData(3600, "1 h")]
    [InlineData(3725, "1 h 2 min")]
    [InlineData(86400 * 400 + 5, "400 d")]
    public void AgeText_ShowsTheTwoLargestUnits(int seconds, string expected)
    {
        Assert.Equal(expected, AgeText.Of(TimeSpan.FromSeconds(seconds)));
    }

    public void Dispose() => _scratch.Dispose();
}
