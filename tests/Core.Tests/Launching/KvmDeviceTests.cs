using Guestfs.Launching;

namespace Guestfs.Core.Tests.Launching;

public sealed class KvmDeviceTests
{
    [Theory]
    [InlineData("/dev/null", KvmDeviceState.Opens, false)]
    [InlineData("/dev/no-such-device", KvmDeviceState.Missing, true)]
    [InlineData("/no-such-directory/kvm", KvmDeviceState.Missing, true)]
    [InlineData("/tmp", KvmDeviceState.Denied, true)]
    public void Examine_EachState_IsToldWithItsFix(string path, KvmDeviceState state, bool hasFix)
    {
        var device = KvmDevice.Examine(path);

        Assert.Equal((state, hasFix), (device.State, device.Fix is not null));
        Assert.StartsWith(path, device.Finding, StringComparison.Ordinal);
    }
}
