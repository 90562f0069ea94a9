using Guestfs.Disks;

namespace Guestfs.Core.Tests.Disks;

public sealed class DiskNamesTests
{
    [Theory]
    [InlineData(0, "/dev/sda")]
    [InlineData(25, "/dev/sdz")]
    [InlineData(26, "/dev/sdaa")]
    [InlineData(27, "/dev/sdab")]
    [InlineData(254, "/dev/sdiu")]
    [InlineData(701, "/dev/sdzz")]
    [InlineData(702, "/dev/sdaaa")]
    public void GuestName_Index_IsTheKernelsLetters(int index, string expected) =>
        Assert.Equal(expected, DiskNames.GuestName(index));
}
