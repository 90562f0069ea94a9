using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Guestfs.Core.Tests.Timeline;
using Guestfs.Web.Exports;
using Guestfs.Web.Tests.Fakes;

namespace Guestfs.Web.Tests.Exports;

public sealed class BundleTests : IDisposable
{
    private const string Boot = "abcdefghij";

    private readonly GuestfsServer _server = new();

    public BundleTests() => _server.Engine.Add(BootSummaries.Finished(Boot), RecordedBoot.Load("kvm-abort").Journal());

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Bundle_OfABoot_HasEveryFileAsItsManifestSays()
    {
        using var zip = await OpenAsync();
        using var manifest = JsonDocument.Parse(Bytes(zip, "manifest.json"));

        Assert.Equal("guestfs-bundle", manifest.RootElement.GetProperty("format").GetString());
        Assert.Equal(1, manifest.RootElement.GetProperty("version").GetInt32());
        var listed = manifest.RootElement.GetProperty("files").EnumerateArray().Select(file =>
        {
            var name = file.GetProperty("name").GetString()!;
            var bytes = Bytes(zip, name);
            Assert.Equal(file.GetProperty("bytes").GetInt64(), bytes.Length);
            Assert.Equal(file.GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(bytes)));
            return name;
        }).ToList();
        Assert.Equal(zip.Entries.Select(static entry => entry.FullName).Order(), listed.Append("manifest.json").Order());
        Assert.Subset(listed.ToHashSet(), ExportFormats.Bundled.Select(static format => format.Suffix).Append("README.txt").ToHashSet());
    }

    [Fact]
    public async Task Bundle_OfABoot_HasTheSameBytesAsTheFilesThemselves()
    {
        using var script = _server.Script();
        using var zip = await OpenAsync();

        foreach (var format in ExportFormats.Bundled.Where(static format => format != ExportFormats.Page))
        {
            Assert.Equal(await script.GetByteArrayAsync($"/boots/{Boot}/{format.Suffix}", Cancel), Bytes(zip, format.Suffix));
        }

        Assert.Equal(await script.GetByteArrayAsync($"/boots/{Boot}/console.txt?source=qemu", Cancel), Bytes(zip, "logs/qemu.log"));
        Assert.NotEmpty(Bytes(zip, "logs/qemu.log"));
        Assert.Equal(await script.GetByteArrayAsync($"/boots/{Boot}/console.txt?text", Cancel), Bytes(zip, "console-text.txt"));
    }

    public void Dispose() => _server.Dispose();

    private static byte[] Bytes(ZipArchive zip, string name)
    {
        using var content = zip.GetEntry(name)!.Open();
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        return copy.ToArray();
    }

    private async Task<ZipArchive> OpenAsync()
    {
        using var script = _server.Script();
        return new ZipArchive(new MemoryStream(await script.GetByteArrayAsync($"/api/v1/boots/{Boot}/bundle.zip", Cancel)));
    }
}
