using Guestfs.Launching;

namespace Guestfs.Core.Tests.Launching;

public sealed class QemuFeaturesTests
{
    private const string Help = """
        QEMU emulator version 7.2.22 (Debian 1:7.2+dfsg-7)
        -no-hpet        disable HPET
        -nodefaults     don't create default devices
                        not an option: -no-user-config
        """;

    [Fact]
    public void Parse_HelpAndDevices_FindsVersionOptionsAndDevice()
    {
        var features = QemuFeatures.Parse(Help, "name \"virtio-rng-pci\", bus PCI, alias \"virtio-rng\"\n", sandbox: true);

        Assert.Equal(
            new QemuFeatures { Version = "7.2.22", NoHpet = true, NoDefaults = true, RandomDevice = true, Sandbox = true },
            features);
    }

    [Fact]
    public void Parse_SimilarNames_AreNotTaken()
    {
        var features = QemuFeatures.Parse("-no-hpet-really\n-nodefault\n", "name \"virtio-rng-pci-transitional\"", sandbox: false);

        Assert.Equal(new QemuFeatures(), features);
    }

    [Theory]
    [InlineData("2.9.1", false)]
    [InlineData("2.10.0", true)]
    [InlineData("10.0.2", true)]
    [InlineData("", false)]
    public void MandatoryLocking_CameWithTwoTen(string version, bool expected)
    {
        Assert.Equal(expected, new QemuFeatures { Version = version }.MandatoryLocking);
    }
}
