using System.Text.Json;
using Guestfs.E2E.Support;
using static Microsoft.Playwright.Assertions;

namespace Guestfs.E2E.Journeys;

/// <summary>A log from elsewhere, chosen on the import page, becomes a boot with a timeline.</summary>
public sealed class ImportTests(Chromium chromium, ServerWithDisks house) : IClassFixture<ServerWithDisks>
{
    [Fact]
    public async Task Log_OfTestTool_BecomesABootWithItsStages()
    {
        await using var visitor = await Visitor.SignInAsync(chromium, house.Server);
        await visitor.Page.GotoAsync("/import");
        await visitor.Page.SetInputFilesAsync("#import-file", Path.Combine(Repository.Root, "tests", "TestData", "consoles", "imported", "test-tool.log"));

        await Expect(visitor.Page.Locator("#import-facts")).ToContainTextAsync("libguestfs-test-tool, libguestfs 1.48.6");
        await Expect(visitor.Page.Locator("#import-state")).ToHaveTextAsync("Nothing is stored yet.");
        await visitor.Page.ClickAsync("#import-create");

        await visitor.Page.WaitForURLAsync("**/boots/*");
        await Expect(visitor.Page.Locator(".boot-import")).ToContainTextAsync("it did not run here");
        await Expect(visitor.Page.Locator(".boot-status")).ToHaveAttributeAsync("data-status", "imported");
        await Expect(visitor.Page.Locator(".wf-row").First).ToBeVisibleAsync();
        await Expect(visitor.Page.Locator("#boot")).ToContainTextAsync("initrd");
        await Expect(visitor.Page.GetByText("Boot again")).ToHaveCountAsync(0);
        var first = new Uri(visitor.Page.Url).AbsolutePath;

        // The same file once more leads to the boot that is there, and makes another only when asked.
        await visitor.Page.GotoAsync("/import");
        await visitor.Page.SetInputFilesAsync("#import-file", Path.Combine(Repository.Root, "tests", "TestData", "consoles", "imported", "test-tool.log"));
        await Expect(visitor.Page.Locator("#import-state")).ToContainTextAsync("imported before");
        await Expect(visitor.Page.Locator("#import-boots a")).ToHaveAttributeAsync("href", first);
        await visitor.Page.GetByText("Import again anyway").ClickAsync();
        await visitor.Page.WaitForURLAsync("**/boots/*");
        Assert.NotEqual(first, new Uri(visitor.Page.Url).AbsolutePath);
        visitor.AssertNoComplaints();
    }

    [Fact]
    public async Task Bundle_ExportedImportedAndExportedAgain_HasTheSameJournalAndConsole()
    {
        using var client = house.Server.CreateClient();
        var log = await File.ReadAllBytesAsync(Path.Combine(Repository.Root, "tests", "TestData", "consoles", "imported", "test-tool.log"), TestContext.Current.CancellationToken);
        var first = await ImportAsync(client, [.. log, (byte)'\n']);
        var bundle = await client.GetByteArrayAsync($"/api/v1/boots/{first}/bundle.zip", TestContext.Current.CancellationToken);
        var second = await ImportAsync(client, bundle);

        Assert.NotEqual(first, second);
        foreach (var file in new[] { "journal.jsonl", "console.txt" })
        {
            Assert.Equal(
                await client.GetByteArrayAsync($"/api/v1/boots/{first}/{file}", TestContext.Current.CancellationToken),
                await client.GetByteArrayAsync($"/api/v1/boots/{second}/{file}", TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task Text_ThatIsNoLog_IsGivenBackWithWhatWasLookedFor()
    {
        await using var visitor = await Visitor.SignInAsync(chromium, house.Server);
        await visitor.Page.GotoAsync("/import");
        await visitor.Page.FillAsync("#import-text", "Dear list,\nit does not <b>work</b>.");
        await visitor.Page.ClickAsync("#import-read");

        await Expect(visitor.Page.Locator("#import-problem")).ToContainTextAsync("Looked for");
        await Expect(visitor.Page.Locator("#import-problem pre")).ToContainTextAsync("it does not <b>work</b>.");
        await Expect(visitor.Page.Locator("#import-text")).ToHaveValueAsync("Dear list,\nit does not <b>work</b>.");
    }

    private static async Task<string> ImportAsync(HttpClient client, byte[] content)
    {
        using var answer = await client.PostAsync("/api/v1/import", new ByteArrayContent(content), TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        using var body = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken), default, TestContext.Current.CancellationToken);
        return body.RootElement.GetProperty("boots")[0].GetProperty("id").GetString()!;
    }
}
