using Guestfs.Appliance;

namespace Guestfs.Core.Tests.Appliance;

public sealed class HostKernelTests : IDisposable
{
    private static readonly Dictionary<string, string> Nothing = [];
    private readonly ScratchDirectory _scratch = new();

    [Fact]
    public void Choose_NoKernel_IsNull() => Assert.Null(HostKernel.Choose(Nothing, _scratch.Path));

    [Fact]
    public void Choose_SeveralInBoot_TakesTheHighestVersionThatHasModules()
    {
        Boot("vmlinuz-6.1.0-9-amd64", modules: true);
        Boot("vmlinuz-6.1.0-10-amd64", modules: true);
        Boot("vmlinuz-6.1.0-11-amd64", modules: false);
        Boot("vmlinuz-6.1.0-12-xen-amd64", modules: true);

        Assert.Equal(new HostKernel(_scratch.At("boot/vmlinuz-6.1.0-10-amd64"), "6.1.0-10-amd64"), HostKernel.Choose(Nothing, _scratch.Path));
    }

    [Fact]
    public void Choose_ImageSaysItsVersion_BelievesItBeforeTheName()
    {
        _scratch.Write("lib/modules/6.9-real/modules.dep");
        _scratch.Write("boot/x");
        File.WriteAllBytes(_scratch.At("boot/vmlinuz-renamed"), ImageBytes.Kernel("6.9-real (x)"));

        Assert.Equal("6.9-real", HostKernel.Choose(Nothing, _scratch.Path)?.Release);
    }

    [Fact]
    public void Choose_KernelBesideItsModules_ComesBeforeBoot()
    {
        Boot("vmlinuz-7.0-amd64", modules: true);
        _scratch.Write("lib/modules/6.5-a/vmlinuz", new string('k', 10_000));
        _scratch.Write("lib/modules/6.6-small/vmlinuz", new string('k', 9_999));
        _scratch.Write("lib/modules/6.7+debug/vmlinuz", new string('k', 10_000));

        Assert.Equal(new HostKernel(_scratch.At("lib/modules/6.5-a/vmlinuz"), "6.5-a"), HostKernel.Choose(Nothing, _scratch.Path));
    }

    [Fact]
    public void Choose_GivenInTheEnvironment_IsTakenAsItIs()
    {
        var kernel = _scratch.Write("mine");

        Assert.Equal(new HostKernel(kernel, "9.9"), HostKernel.Choose(new Dictionary<string, string> { ["SUPERMIN_KERNEL"] = kernel, ["SUPERMIN_KERNEL_VERSION"] = "9.9" }, _scratch.Path));
        Assert.Null(HostKernel.Choose(new Dictionary<string, string> { ["SUPERMIN_KERNEL"] = "/no/such" }, _scratch.Path));
    }

    [Theory]
    [InlineData("a-9", "a-10", -1)]
    [InlineData("a-010", "a-10", 0)]
    [InlineData("6.1.0-9", "6.1.0", 1)]
    [InlineData("6.1", "6.x", -1)]
    public void VersionOrder_TakesRunsOfDigitsAsNumbers(string left, string right, int expected)
    {
        Assert.Equal(expected, Math.Sign(VersionOrder.Instance.Compare(left, right)));
        Assert.Equal(-expected, Math.Sign(VersionOrder.Instance.Compare(right, left)));
    }

    public void Dispose() => _scratch.Dispose();

    private void Boot(string name, bool modules)
    {
        _scratch.Write("boot/" + name, "no header");
        if (modules)
        {
            _scratch.Write($"lib/modules/{name["vmlinuz-".Length..]}/modules.dep");
        }
    }
}
