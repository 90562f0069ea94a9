using Guestfs.Appliance;
using Guestfs.Disks;
using Microsoft.Extensions.Time.Testing;

namespace Guestfs.Core.Tests.Appliance;

public sealed class ApplianceCacheTests : IDisposable
{
    private const uint Me = 1000;
    private readonly ScratchDirectory _scratch = new();

    [Fact]
    public void Open_FirstTime_MakesADirectoryOnlyWeMayWrite()
    {
        var cache = ApplianceCache.Open(_scratch.Path, TimeProvider.System);

        Assert.Equal(_scratch.At(".guestfs-" + Libc.EffectiveUser()), cache.Directory);
        Assert.Equal(Convert.ToInt32("755", 8), (int)File.GetUnixFileMode(cache.Directory));
    }

    [Fact]
    public void Open_OwnDirectoryThatOthersMayWrite_TakesTheirPermissionAway()
    {
        var cache = ApplianceCache.Open(_scratch.Path, TimeProvider.System);
        File.SetUnixFileMode(cache.Directory, (UnixFileMode)Convert.ToInt32("777", 8));

        ApplianceCache.Open(_scratch.Path, TimeProvider.System);

        Assert.Equal(Convert.ToInt32("755", 8), (int)File.GetUnixFileMode(cache.Directory));
    }

    [Fact]
    public void Open_RenewsTheTimeOfTheDirectory()
    {
        var time = new FakeTimeProvider(ScratchDirectory.Time("2031-02-03T04:05:06Z"));

        var cache = ApplianceCache.Open(_scratch.Path, time);

        Assert.Equal(time.GetUtcNow().UtcDateTime, Directory.GetLastWriteTimeUtc(cache.Directory));
    }

    [Fact]
    public void Open_SymbolicLinkInItsPlace_IsRefusedAndNotFollowed()
    {
        var target = Directory.CreateDirectory(_scratch.At("target"), (UnixFileMode)Convert.ToInt32("700", 8)).FullName;
        File.CreateSymbolicLink(ApplianceCache.At(_scratch.Path).Directory, target);

        var error = Assert.Throws<GuestfsException>(() => ApplianceCache.Open(_scratch.Path, TimeProvider.System));

        Assert.Contains("is not a directory (mode 0120777). Nothing in it was used or changed", error.Message, StringComparison.Ordinal);
        Assert.Equal(Convert.ToInt32("700", 8), (int)File.GetUnixFileMode(target));
    }

    [Fact]
    public void Open_NoSuchCacheDirectory_IsRefused()
    {
        var error = Assert.Throws<GuestfsException>(() => ApplianceCache.Open("/no/such", TimeProvider.System));

        Assert.StartsWith("setting cache directory: LIBGUESTFS_CACHEDIR: ‘/no/such’ is not a directory.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("40755", Me, null)]
    [InlineData("40700", Me, null)]
    [InlineData("40755", 0, "security: cached appliance /c is not owned by UID 1000")]
    [InlineData("100644", Me, "security: cached appliance /c is not a directory (mode 0100644)")]
    [InlineData("40775", Me, "security: cached appliance /c is writable by group or other (mode 040775)")]
    [InlineData("40757", Me, "security: cached appliance /c is writable by group or other (mode 040757)")]
    public void Objection_SaysWhatLibguestfsSays(string mode, uint owner, string? expected)
    {
        var status = new FileStatus { Mode = Convert.ToUInt16(mode, 8), Owner = owner };

        Assert.Equal(expected, ApplianceCache.Objection("/c", status, Me));
    }

    public void Dispose() => _scratch.Dispose();
}
