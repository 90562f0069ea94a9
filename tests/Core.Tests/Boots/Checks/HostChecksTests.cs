using Guestfs.Boots;
using Guestfs.Boots.Checks;

namespace Guestfs.Core.Tests.Boots.Checks;

public sealed class HostChecksTests
{
    [Theory]
    [InlineData(8192, 4096, CheckState.Pass)]
    [InlineData(8192, 512, CheckState.Warn)]
    [InlineData(0, 0, CheckState.Unknown)]
    [InlineData(8192, 0, CheckState.Unknown)]
    public void Memory_OfAHost_IsJudgedOnlyWhereTheHostTells(long total, long free, CheckState expected) =>
        Assert.Equal(expected, HostChecks.Memory("Memory", 1280, total, free).State);
}
