using System.Globalization;
using Guestfs.Journal;
using Guestfs.Web.Tests.Fakes;
using Guestfs.Web.ViewModels;

namespace Guestfs.Web.Tests.ViewModels;

public sealed class WordsTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1024, "1 KiB")]
    [InlineData(1536, "1.5 KiB")]
    [InlineData(2_361_393_152, "2.2 GiB")]
    [InlineData(21_474_836_480, "20 GiB")]
    [InlineData(1_048_575, "1 MiB")]
    [InlineData(long.MaxValue, "8 EiB")]
    public void Bytes_OfACount_HaveABinaryUnit(long bytes, string expected) => Assert.Equal(expected, Words.Bytes(bytes));

    [Theory]
    [InlineData("00:00:00", "now")]
    [InlineData("00:00:40", "40 s ago")]
    [InlineData("00:03:59", "3 min ago")]
    [InlineData("05:00:00", "5 h ago")]
    [InlineData("1.05:00:00", "1 day ago")]
    [InlineData("13.00:00:00", "13 days ago")]
    [InlineData("14.00:00:00", "2026-02-28")]
    [InlineData("-00:10:00", "now")]
    public void Ago_AfterSomeTime_SaysHowLong(string past, string expected)
    {
        var now = new DateTimeOffset(2026, 3, 14, 9, 0, 0, TimeSpan.Zero);

        Assert.Equal(expected, Words.Ago(now - TimeSpan.Parse(past, CultureInfo.InvariantCulture), now));
    }

    [Theory]
    [InlineData(BootStatus.TimedOut, "timed out")]
    [InlineData(BootStatus.Finished, "finished")]
    public void Status_OfABoot_IsInPlainWords(BootStatus status, string expected) => Assert.Equal(expected, Words.Status(status));

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "fedora.qcow2", "images:vm/fedora.qcow2")]
    [InlineData(2, "fedora.qcow2, scratch:64", "images:vm/fedora.qcow2", "scratch:64")]
    [InlineData(5, "a.img, b.img +3", "images:a.img", "images:b.img", "images:c.img")]
    [InlineData(3, "")]
    public void Disks_OfABoot_AreTheirNamesAndHowManyMore(int count, string expected, params string[] sources) =>
        Assert.Equal(expected, Words.Disks(BootSummaries.Finished("b") with { DiskCount = count, Disks = sources }));

    [Theory]
    [InlineData("00:00:14.9", "14 s")]
    [InlineData("00:01:05", "1 m 05 s")]
    [InlineData("26:04:00", "26 h 04 m")]
    [InlineData("-00:00:02", "0 s")]
    public void Elapsed_OfARunningBoot_IsInWholeSeconds(string since, string expected) =>
        Assert.Equal(expected, Words.Elapsed(since.StartsWith("26", StringComparison.Ordinal) ? TimeSpan.FromHours(26) + TimeSpan.FromMinutes(4) : TimeSpan.Parse(since, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData(2, 0, "2 running")]
    [InlineData(2, 1, "2 running, 1 queued")]
    [InlineData(0, 3, "3 queued")]
    public void Running_OfBootsThatAreNotOver_TellsTheQueuedApart(int running, int queued, string expected) => Assert.Equal(expected, Words.Running(
        [.. Enumerable.Repeat(BootSummaries.Running("r"), running), .. Enumerable.Repeat(BootSummaries.Running("q") with { Status = BootStatus.Queued }, queued)]));

    [Theory]
    [InlineData(0, "0 boots")]
    [InlineData(1, "1 boot")]
    [InlineData(12_345, "12\u202f345 boots")]
    public void Count_OfThings_HasTheRightEnding(long number, string expected) => Assert.Equal(expected, Words.Count(number, "boot"));
}
