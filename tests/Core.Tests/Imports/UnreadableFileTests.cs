using System.Text;
using Guestfs.Imports;

namespace Guestfs.Core.Tests.Imports;

/// <summary>Files in which there is no boot to look for, or not the whole one.</summary>
public sealed class UnreadableFileTests
{
    private static readonly byte[] Log = Logs.Bytes("test-tool");

    [Fact]
    public async Task EmptyFile_IsCalledEmpty()
    {
        Assert.StartsWith("What was given is empty", (await RefusedAsync([])).Message, StringComparison.Ordinal);
        Assert.StartsWith("a.log is empty", (await RefusedAsync(Zips.Zip(("a.log", [])))).Message, StringComparison.Ordinal);
        Assert.StartsWith("What was given is empty", (await RefusedAsync(Zips.Gzip([]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GzipThatIsCutOff_IsReadAsFarAsItGoesAndSaysSo()
    {
        var gzip = Zips.Gzip(Log);

        using var whole = await ReadAsync(gzip);
        using var cut = await ReadAsync(gzip[..^200]);

        Assert.Equal(["gzip"], whole.Format);
        Assert.Equal(["gzip (its end is cut off or damaged, so what followed is missing)"], cut.Format);
        Assert.Single(cut.Boots);
    }

    [Fact]
    public async Task GzipThatIsCutOffBeforeAnyBoot_SaysThatThereMayHaveBeenMore() =>
        Assert.Contains("there may have been more", (await RefusedAsync(Zips.Gzip(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 5000))))[..^100])).Message, StringComparison.Ordinal);

    [Fact]
    public async Task GzipThatIsDamagedInside_IsRefused()
    {
        var gzip = Zips.Gzip(Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 500_000))));
        gzip.AsSpan(gzip.Length / 2, 1000).Fill(0xff);

        var refused = await Assert.ThrowsAnyAsync<ImportException>(() => ReadAsync(gzip));

        Assert.Contains("is damaged", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<UnrecognisedException> RefusedAsync(byte[] content) => await Assert.ThrowsAsync<UnrecognisedException>(() => ReadAsync(content));

    private static Task<ImportReading> ReadAsync(byte[] content) =>
        ImportReader.ReadAsync(new MemoryStream(content), null, Logs.Settings, TestContext.Current.CancellationToken);
}
