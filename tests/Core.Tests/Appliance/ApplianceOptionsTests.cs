using Guestfs.Appliance;

namespace Guestfs.Core.Tests.Appliance;

public sealed class ApplianceOptionsTests
{
    [Theory]
    [InlineData(null, null, "/var/tmp")]
    [InlineData(null, "/t", "/t")]
    [InlineData("/c", "/t", "/c")]
    [InlineData("", "/t", "/t")]
    public void FromEnvironment_TakesTheCacheDirectoryInLibguestfsOrder(string? cachedir, string? tmpdir, string expected)
    {
        var options = From(new() { ["LIBGUESTFS_CACHEDIR"] = cachedir, ["TMPDIR"] = tmpdir });

        Assert.Equal(expected, options.CacheDirectory);
    }

    [Fact]
    public void FromEnvironment_GivenValue_Wins()
    {
        var environment = new Dictionary<string, string?> { ["LIBGUESTFS_CACHEDIR"] = "/c", ["LIBGUESTFS_PATH"] = "/p" };

        var options = ApplianceOptions.FromEnvironment(environment.GetValueOrDefault, "/mine", "/cache", "/opt/supermin");

        Assert.Equal(("/mine", "/cache", "/opt/supermin"), (options.SearchPath, options.CacheDirectory, options.Supermin));
    }

    [Fact]
    public void FromEnvironment_EmptyPath_IsTheCurrentDirectoryAndNotTheDefault()
    {
        Assert.Equal("", From(new() { ["LIBGUESTFS_PATH"] = "" }).SearchPath);
        Assert.Equal(ApplianceOptions.DefaultSearchPath, From([]).SearchPath);
    }

    [Fact]
    public void FromEnvironment_HandsSuperminOnlyWhatItNeeds()
    {
        var options = From(new() { ["SUPERMIN_KERNEL"] = "/k", ["PATH"] = "/bin", ["SECRET"] = "x", ["LIBGUESTFS_PATH"] = "/p" });

        Assert.Equal(["PATH", "SUPERMIN_KERNEL"], options.Environment.Keys.Order());
    }

    private static ApplianceOptions From(Dictionary<string, string?> environment) =>
        ApplianceOptions.FromEnvironment(environment.GetValueOrDefault);
}
