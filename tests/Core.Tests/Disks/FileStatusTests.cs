using Guestfs.Disks;

namespace Guestfs.Core.Tests.Disks;

public sealed class FileStatusTests
{
    [Theory]
    [InlineData(long.MaxValue, 9999)]
    [InlineData(long.MinValue, 1)]
    [InlineData(0, 1970)]
    public void Modified_AnyTime_IsOneThatCanBeShown(long seconds, int year) =>
        Assert.Equal(year, new FileStatus { ModifiedSeconds = seconds, ModifiedNanoseconds = 999_999_999 }.Modified.Year);
}
