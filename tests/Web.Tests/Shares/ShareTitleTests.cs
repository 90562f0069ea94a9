using System.IO.Compression;
using System.Text;
using Guestfs.Web.Exports;

namespace Guestfs.Web.Tests.Shares;

public sealed class ShareTitleTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Files => [.. ExportFormats.All.Where(static format => format.Suffix is not ("console.txt" or "bundle.zip")).Select(static format => "/" + format.Suffix), "", "/panels", "/journal", "/summary.md", "/preview.svg", "/badge.svg"];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task File_OfAShareWithItsOwnTitle_HasThatAndNotTheBoots(string file)
    {
        await using var shared = new SharedServer();
        var (path, _) = await shared.ShareAsync(title: "Look-at-this");
        using var stranger = shared.Server.Stranger();

        var text = await stranger.GetStringAsync(path + file, Token);

        // Rows of a table of times and pins need no name.
        Assert.Equal(file is not ("/timeline.csv" or "/pins.json"), text.Contains("Look-at-this", StringComparison.Ordinal));
        Assert.DoesNotContain("\"short\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain(">short<", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bundle_OfAShareWithItsOwnTitle_HasItInEveryFileThatNamesTheBoot()
    {
        await using var shared = new SharedServer();
        var (path, _) = await shared.ShareAsync(title: "Look-at-this");
        using var stranger = shared.Server.Stranger();
        using var zip = new ZipArchive(new MemoryStream(await stranger.GetByteArrayAsync($"{path}/bundle.zip", Token)));

        foreach (var name in new[] { "manifest.json", "journal.jsonl", "boot.html", "timeline.svg", "boot.json" })
        {
            using var reader = new StreamReader(zip.GetEntry(name)!.Open(), Encoding.UTF8);
            var text = await reader.ReadToEndAsync(Token);
            Assert.Contains("Look-at-this", text, StringComparison.Ordinal);
            Assert.DoesNotContain("\"short\"", text, StringComparison.Ordinal);
        }
    }
}
