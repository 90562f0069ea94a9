using Guestfs.Web.Components.Boot;

namespace Guestfs.Web.Tests.Components.Boot;

public sealed class BootAddressTests
{
    [Fact]
    public void Read_AWindow_IsInNanoseconds() =>
        Assert.Equal(new BootAddress("console", 1_250_000_000, 3_400_000_000, "qemu"), BootAddress.Read("console", "1.250-3.400", "qemu"));

    [Theory]
    [InlineData("3-1")]
    [InlineData("1")]
    [InlineData("a-b")]
    [InlineData("-1-2")]
    [InlineData("1-99999999999999999999")]
    [InlineData("1e3-2e3")]
    public void Read_AWindowThatMakesNoSense_IsPassedOver(string window) =>
        Assert.Equal(new BootAddress(null, null, null, null), BootAddress.Read("elsewhere", window, null));
}
