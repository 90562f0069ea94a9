using System.Text;
using Guestfs.Imports;

namespace Guestfs.Core.Tests.Imports;

public class LimitTests
{
    private static readonly byte[] Log = Logs.Bytes("test-tool");

    [Fact]
    public async Task GzipBomb_IsRefusedWhileReading()
    {
        var refused = await RefusedAsync<ImportTooLargeException>(Zips.GzipOfZeros(600L << 20));

        Assert.Contains("MiB", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MoreThanAllowed_IsRefused()
    {
        await Assert.ThrowsAsync<ImportTooLargeException>(() => ImportReader.ReadAsync(
            new Endless(), null, Logs.Settings, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("../evil.log", "leads out")]
    [InlineData("a/../../evil.log", "leads out")]
    [InlineData("/etc/passwd", "absolute")]
    [InlineData("C:/x.log", "absolute")]
    [InlineData("a\\b.log", "absolute")]
    [InlineData("a\u0001.log", "cannot be used")]
    public async Task ZipEntry_WithBadName_IsRefused(string name, string reason) =>
        Assert.Contains(reason, (await RefusedAsync<ImportException>(Zips.Zip((name, Log)))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Zip_WithTheSameNameTwice_IsRefused() =>
        Assert.Contains("twice", (await RefusedAsync<ImportException>(Zips.Zip(("a.log", Log), ("A.log", Log)))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(0xA1FF)]
    [InlineData(0x21FF)]
    public async Task ZipEntry_ThatIsALinkOrDevice_IsRefused(int mode) =>
        Assert.Contains("link or a device", (await RefusedAsync<ImportException>(Zips.Zip(mode, ("a.log", Log)))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Zip_WithTooManyEntries_IsRefused() =>
        await RefusedAsync<ImportTooLargeException>(Zips.Zip([.. Enumerable.Range(0, 201).Select(static i => ($"{i}.log", new byte[1]))]));

    [Fact]
    public async Task Zip_WithMoreEntriesThanItSays_IsRefused()
    {
        var zip = Zips.Zip(("a.log", Log), ("b.log", Log));
        zip[^12] = 1;
        zip[^14] = 1;

        await RefusedAsync<ImportException>(zip);
    }

    [Theory]
    [InlineData(0xFFFF)]
    [InlineData(0)]
    public async Task Zip_WithARecordForMoreEntriesThanItsEndNames_IsRefused(int disk) =>
        Assert.Contains("zip64", (await RefusedAsync<ImportException>(
            Zips.WithZip64Record(Zips.Zip([.. Enumerable.Range(0, 201).Select(static i => ($"{i}.log", i == 0 ? Log : new byte[1]))]), (ushort)disk))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(4, 2)]
    [InlineData(6, 2)]
    [InlineData(8, 2)]
    [InlineData(10, 2)]
    [InlineData(12, 4)]
    [InlineData(16, 4)]
    public async Task Zip_WithAFullFieldInItsEnd_IsRefused(int place, int length)
    {
        var zip = Zips.Zip(("a.log", Log));
        zip.AsSpan(zip.Length - 22 + place, length).Fill(0xFF);

        Assert.Contains("zip64", (await RefusedAsync<ImportException>(zip)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10u)]
    [InlineData(100_000_000u)]
    public async Task ZipEntry_ThatLiesAboutItsSize_IsRefused(uint size) =>
        await RefusedAsync<ImportException>(Zips.Lying(Zips.Zip(("a.log", Log)), size));

    [Fact]
    public async Task ArchiveInAnArchive_IsRefused()
    {
        Assert.Contains("twice", (await RefusedAsync<ImportException>(Zips.Gzip(Zips.Gzip(Log)))).Message, StringComparison.Ordinal);
        Assert.Contains("twice", (await RefusedAsync<ImportException>(Zips.Zip(("a.log.gz", Zips.Gzip(Log))))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ArchiveOfAnotherKind_IsNamed() =>
        Assert.Contains("xz", (await RefusedAsync<ImportException>([0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, 1, 2])).Message, StringComparison.Ordinal);

    [Fact]
    public async Task CutArchive_IsRefused()
    {
        await RefusedAsync<ImportException>(Zips.Zip(("a.log", Log))[..^30]);
        await RefusedAsync<ImportException>([0x1f, 0x8b, 8, 0, 1, 2, 3]);
    }

    [Fact]
    public async Task Zip_WithTwoLogs_GivesBothBoots() =>
        Assert.Equal(2, (await Logs.ReadAsync(Zips.Zip(("a.log", Log), ("README", Encoding.UTF8.GetBytes("hello\n")), ("b.log", Logs.Bytes("kvm-abort"))))).Boots.Count);

    [Fact]
    public async Task OtherText_IsGivenBackWithWhatWasLookedFor()
    {
        var refused = await RefusedAsync<UnrecognisedException>(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(1, 100).Select(static i => $"line {i}\n"))));

        Assert.Equal(40, refused.FirstLines.Count);
        Assert.Equal(100, refused.Lines);
        Assert.NotEmpty(refused.LookedFor);
    }

    private static Task<T> RefusedAsync<T>(byte[] bytes)
        where T : ImportException => Assert.ThrowsAnyAsync<T>(() => Logs.ReadAsync(bytes));

    /// <summary>A body that never ends.</summary>
    private sealed class Endless : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)'x');
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
