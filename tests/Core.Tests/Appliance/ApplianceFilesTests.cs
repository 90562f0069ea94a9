using Guestfs.Appliance;

namespace Guestfs.Core.Tests.Appliance;

public sealed class ApplianceFilesTests : IDisposable
{
    private readonly ScratchDirectory _scratch = new();

    public ApplianceFilesTests()
    {
        _scratch.Write("README.fixed");
        _scratch.Write("initrd", "initrd");
        File.WriteAllBytes(_scratch.At("kernel"), ImageBytes.Kernel("6.1.0-56-amd64 (builder@host) #1 SMP"));
        File.WriteAllBytes(_scratch.At("root"), ImageBytes.Root());
    }

    [Fact]
    public async Task Prepare_FixedAppliance_UsesItInPlace()
    {
        var build = new RecordedBuild();

        var files = await TinyAppliance.PrepareAsync(new ApplianceOptions { SearchPath = _scratch.Path, CacheDirectory = "/no/such" }, build, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal((ApplianceKind.Fixed, _scratch.At("kernel"), _scratch.At("initrd"), _scratch.At("root")), (files.Kind, files.Kernel, files.Initrd, files.Root));
        Assert.Equal((ImageBytes.Uuid, "6.1.0-56-amd64", false), (files.RootUuid, files.KernelRelease, files.Rebuilt));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), files.BuiltAt);
        Assert.Equal(0, build.Pid);
    }

    [Fact]
    public void InPlace_OldStyle_HasNoRoot()
    {
        File.Copy(_scratch.At("kernel"), _scratch.At("vmlinuz." + AppliancePath.HostCpu));
        _scratch.Write($"initramfs.{AppliancePath.HostCpu}.img");

        var files = ApplianceFiles.InPlace(new ApplianceLocation(ApplianceKind.OldStyle, _scratch.Path));

        Assert.Null(files.Root);
        Assert.Null(files.RootUuid);
        Assert.Equal("6.1.0-56-amd64", files.KernelRelease);
    }

    [Fact]
    public void Fingerprint_DependsOnContentAndNotOnTimes()
    {
        var first = Fingerprint();
        ScratchDirectory.SetTime(_scratch.At("kernel"), DateTimeOffset.UnixEpoch);
        Assert.Equal(first, Fingerprint());

        _scratch.Write("initrd", "longer initrd");
        var second = Fingerprint();
        File.WriteAllBytes(_scratch.At("kernel"), ImageBytes.Kernel("6.1.0-56-amd64 (builder@host) #2 SMP"));
        var third = Fingerprint();
        File.WriteAllBytes(_scratch.At("root"), ImageBytes.Root(madeAt: 1));
        var fourth = Fingerprint();

        Assert.Equal(4, new HashSet<string> { first, second, third, fourth }.Count);
    }

    [Fact]
    public void Read_QcowRoot_SaysWhatToDo()
    {
        File.WriteAllBytes(_scratch.At("root"), [.. "QFI"u8, 0xFB, .. new byte[4092]]);

        Assert.Contains("is a qcow2 image, which Guestfs cannot start from", Assert.Throws<GuestfsException>(Fingerprint).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2047)]
    [InlineData(4096)]
    public void Read_RootWithoutAFilesystem_IsRefused(int size)
    {
        File.WriteAllBytes(_scratch.At("root"), new byte[size]);

        Assert.Contains("holds no ext2 filesystem", Assert.Throws<GuestfsException>(Fingerprint).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MissingFile_NamesIt()
    {
        File.Delete(_scratch.At("initrd"));

        Assert.Throws<ApplianceFileMissingException>(Fingerprint);
    }

    [Fact]
    public void KernelVersion_AnyTruncationOfTheImage_IsReadOrNull()
    {
        var whole = File.ReadAllBytes(_scratch.At("kernel"));
        for (var length = 0; length < whole.Length; length += 13)
        {
            File.WriteAllBytes(_scratch.At("cut"), whole[..length]);

            Assert.Contains(KernelImage.ReadVersion(_scratch.At("cut")), (string?[])[null, "6.1.0-56-amd64 (builder@host) #1 SMP"]);
        }
    }

    [Fact]
    public void KernelVersion_ImageOfAnotherKind_IsNull()
    {
        Assert.Null(KernelImage.ReadVersion(_scratch.Write("arm", new string('A', 4096))));
    }

    public void Dispose() => _scratch.Dispose();

    private string Fingerprint() => ApplianceFiles.InPlace(new ApplianceLocation(ApplianceKind.Fixed, _scratch.Path)).Fingerprint;
}
