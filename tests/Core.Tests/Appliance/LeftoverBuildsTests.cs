using Guestfs.Appliance;

namespace Guestfs.Core.Tests.Appliance;

public sealed class LeftoverBuildsTests : IDisposable
{
    private static readonly DateTimeOffset Now = ScratchDirectory.Time("2026-03-01T10:00:00Z");
    private readonly ScratchDirectory _scratch = new();
    private readonly ApplianceCache _cache;

    public LeftoverBuildsTests() => _cache = ApplianceCache.At(_scratch.Path);

    [Fact]
    public void Sweep_RemovesOnlyOldDirectoriesWithARandomName()
    {
        string[] kept =
        [
            Leave("appliance.d", 60), Leave("appliance.d.short", 60), Leave("appliance.d.ABCD1234", 60), Leave("other.d.abcd1234", 60), Leave("appliance.d.young123", 9),
        ];
        var old = Leave("appliance.d.abcd1234", 10);

        LeftoverBuilds.Sweep(_cache, Now);

        Assert.False(Path.Exists(old));
        Assert.All(kept, path => Assert.True(Path.Exists(path), path));
    }

    [Fact]
    public void Sweep_RootWrittenRecently_IsNotAbandoned()
    {
        var path = Leave("appliance.d.abcd1234", 60);
        ScratchDirectory.SetTime(Path.Combine(path, "root"), Now.AddMinutes(-1));

        Assert.Empty(LeftoverBuilds.Abandoned(_cache, Now));
    }

    [Fact]
    public void Sweep_FileInUse_KeepsIt()
    {
        var path = Leave("appliance.d.abcd1234", 60);
        using (File.OpenRead(Path.Combine(path, "root")))
        {
            LeftoverBuilds.Sweep(_cache, Now);
            Assert.True(Path.Exists(path));
        }

        LeftoverBuilds.Sweep(_cache, Now);
        Assert.False(Path.Exists(path));
    }

    [Fact]
    public async Task Sweep_SomebodyBuilds_RemovesNothing()
    {
        var path = Leave("appliance.d.abcd1234", 60);
        await using (await LockHolderProcess.StartAsync(_cache.LockFile))
        {
            LeftoverBuilds.Sweep(_cache, Now);
        }

        Assert.True(Path.Exists(path));
    }

    public void Dispose() => _scratch.Dispose();

    private string Leave(string name, int minutesOld)
    {
        var path = Directory.CreateDirectory(Path.Combine(_cache.Directory, name)).FullName;
        var root = Path.Combine(path, "root");
        File.WriteAllText(root, "half");
        ScratchDirectory.SetTime(root, Now.AddMinutes(-minutesOld));
        ScratchDirectory.SetTime(path, Now.AddMinutes(-minutesOld));
        return path;
    }
}
