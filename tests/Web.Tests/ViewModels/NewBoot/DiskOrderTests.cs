using Guestfs.Disks;
using Guestfs.Journal;
using Guestfs.Web.Tests.Fakes;
using Guestfs.Web.ViewModels.NewBoot;

namespace Guestfs.Web.Tests.ViewModels.NewBoot;

public sealed class DiskOrderTests
{
    [Theory]
    [InlineData(0, "/dev/sda")]
    [InlineData(25, "/dev/sdz")]
    [InlineData(26, "/dev/sdaa")]
    [InlineData(51, "/dev/sdaz")]
    [InlineData(52, "/dev/sdba")]
    [InlineData(701, "/dev/sdzz")]
    [InlineData(702, "/dev/sdaaa")]
    public void GuestName_OfAPlace_CountsInLetters(int index, string expected) => Assert.Equal(expected, DiskOrder.GuestName(index));

    [Fact]
    public void Toggle_Twice_TakesTheImageOutAgain()
    {
        var image = new DiskImageInfo("images:a", "a", "vmdk", 1, 1, 1, BootSummaries.Day, [], null, null);

        var once = DiskOrder.Toggle(new BootRequest(), image);
        var twice = DiskOrder.Toggle(once, image);

        Assert.Equal(("images:a", "vmdk", false), (once.Disks[0].Source, once.Disks[0].Format, once.Disks[0].Writable));
        Assert.Empty(twice.Disks);
    }

    [Theory]
    [InlineData(0, 2, "bca")]
    [InlineData(2, 0, "cab")]
    [InlineData(1, 99, "acb")]
    [InlineData(1, -5, "bac")]
    public void Move_ADisk_ShiftsTheOthers(int from, int to, string expected)
    {
        var request = new BootRequest { Disks = [.. "abc".Select(static name => new DiskRequest { Source = name.ToString() })] };

        Assert.Equal(expected, string.Concat(DiskOrder.Move(request, from, to).Disks.Select(static disk => disk.Source)));
    }

    [Fact]
    public void AddScratch_ADisk_IsWritableAndThrownAway()
    {
        var disk = Assert.Single(DiskOrder.AddScratch(new BootRequest(), 512).Disks);

        Assert.Equal("scratch:512", disk.Source);
        Assert.True(disk.Writable);
        Assert.True(DiskOrder.IsScratch(disk));
    }
}
