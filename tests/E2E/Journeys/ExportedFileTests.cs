using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Guestfs.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Guestfs.E2E.Journeys;

/// <summary>A boot taken away as one file and opened from a disk, in a browser that has no network.</summary>
public sealed class ExportedFileTests(Chromium chromium, ServerWithBoots house) : IClassFixture<ServerWithBoots>
{
    private const string Stages = """
        () => [...document.querySelectorAll('#boot-rows > .wf-group')].map((group) => {
          const row = group.firstElementChild;
          return [group.dataset.stage, row.querySelector('.wf-time').textContent, row.querySelector('.wf-bar').getAttribute('style')].join(' | ');
        })
        """;

    [Fact]
    public async Task File_OpenedFromADiskWithoutANetwork_ShowsTheSameBootAsThePage()
    {
        await using var live = await Visitor.SignInAsync(chromium, house.Server);
        await live.Page.GotoAsync($"/boots/{house.Finished}");
        var (stages, console) = await ReadAsync(live.Page);
        await using var reader = await ReaderOfFileAsync();

        var (fileStages, fileConsole) = await ReadAsync(reader.Page);

        Assert.True(stages.Length >= 8, string.Join('\n', stages));
        Assert.Equal(stages, fileStages);
        Assert.Equal(console, fileConsole);
        using var api = new BootApi(house.Server);
        var bytes = await api.ConsoleAsync(house.Finished);
        await Expect(reader.Page.Locator("#file-hash")).ToHaveAttributeAsync("data-sha256", Convert.ToHexStringLower(SHA256.HashData(bytes)));
        await Expect(reader.Page.Locator("#file-hash")).ToHaveAttributeAsync("data-bytes", bytes.Length.ToString(CultureInfo.InvariantCulture));
        Assert.Empty(reader.Requests);
        Assert.Empty(reader.Complaints);
    }

    [Fact]
    public async Task File_OpenedFromADisk_ZoomsAndFindsLines()
    {
        await using var reader = await ReaderOfFileAsync();
        var whole = await reader.Page.Locator("#boot-waterfall").GetAttributeAsync("style");

        await reader.Page.Locator("#boot-zoom-in").ClickAsync();
        await Expect(reader.Page.Locator("#boot-waterfall")).Not.ToHaveAttributeAsync("style", whole!);
        await reader.Page.Locator("#con-find").FillAsync("Linux version");
        await Expect(reader.Page.Locator("#con-hits")).ToContainTextAsync("found");
        await reader.Page.Locator("#con-next").ClickAsync();
        await Expect(reader.Page.Locator("#con-lines .ln.current .tx")).ToContainTextAsync("Linux version");
        await reader.Page.Locator("#tab-table").ClickAsync();
        await Expect(reader.Page.Locator("#pane-table tr[data-stage=kernel]").First).ToBeVisibleAsync();
        Assert.Empty(reader.Requests);
        Assert.Empty(reader.Complaints);
    }

    private static async Task<(string[] Stages, string ConsoleHash)> ReadAsync(IPage page)
    {
        await Expect(page.Locator("#con-lines .ln.s-console .tx", new PageLocatorOptions { HasText = "Linux version" })).ToBeAttachedAsync();
        await Expect(page.Locator("#con-lines .ln").Last).ToBeAttachedAsync();
        var text = string.Join('\n', await page.Locator("#con-lines .ln.s-console .tx").AllTextContentsAsync());
        return (await page.EvaluateAsync<string[]>(Stages), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
    }

    private async Task<FileReader> ReaderOfFileAsync()
    {
        using var client = house.Server.CreateClient();
        var path = Path.Combine(Directory.CreateTempSubdirectory("guestfs-file-").FullName, "boot.html");
        await File.WriteAllBytesAsync(path, await client.GetByteArrayAsync($"/api/v1/boots/{house.Finished}/boot.html"));
        return await FileReader.OpenAsync(chromium, path);
    }
}
