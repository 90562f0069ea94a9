using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Guestfs.Boots;
using Guestfs.Imports;
using Guestfs.Journal;
using Guestfs.Web.Tests.Fakes;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Guestfs.Web.Tests.Imports;

public sealed class ImportEndpointsTests(GuestfsServer server) : IClassFixture<GuestfsServer>
{
    private const string Address = "/api/v1/import";

    private static byte[] TestTool => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "TestData", "consoles", "imported", "test-tool.log"));

    private IJournalStore Store => server.Services.GetRequiredService<IJournalStore>();

    [Fact]
    public async Task Import_OfTestToolLog_MakesOneMarkedBoot()
    {
        using var client = server.Script();
        using var answer = await client.PostAsync($"{Address}?again=true&name=/home/kim/test-tool.log", new ByteArrayContent(TestTool), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        using var body = await ReadAsync(answer);
        var boot = Assert.Single(body.RootElement.GetProperty("boots").EnumerateArray());
        var id = boot.GetProperty("id").GetString()!;
        Assert.Equal($"/boots/{id}", boot.GetProperty("address").GetString());
        Assert.Equal($"/api/v1/boots/{id}", answer.Headers.Location!.OriginalString);
        var stored = (await Store.FindAsync(id, TestContext.Current.CancellationToken))!;
        Assert.Equal(BootStatus.Imported, stored.Status);
        Assert.Equal("test-tool.log", stored.Imported!.File);
        Assert.Equal("tcg", stored.Accelerator);
        Assert.NotNull(stored.ReadyAfter);
    }

    [Fact]
    public async Task Import_OfForm_ReadsItsFile()
    {
        using var client = server.Script();
        using var form = new MultipartFormDataContent { { new StringContent("x"), "other" }, { new ByteArrayContent(TestTool), "file", "of form.log" } };
        using var answer = await client.PostAsync($"{Address}?again=true", form, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        using var body = await ReadAsync(answer);
        Assert.Equal("of form.log", body.RootElement.GetProperty("boots")[0].GetProperty("title").GetString());
    }

    [Fact]
    public async Task Import_OfTheSameBytes_LeadsToTheBootsThatAreThere()
    {
        using var client = server.Script();
        byte[] log = [.. TestTool, .. "one more line\n"u8, .. TestTool];
        using var first = await client.PostAsync($"{Address}?name=a.log", new ByteArrayContent(log), TestContext.Current.CancellationToken);
        var before = await CountAsync();
        using var preview = await client.PostAsync($"{Address}?name=b.log&preview=true", new ByteArrayContent(log), TestContext.Current.CancellationToken);
        using var second = await client.PostAsync($"{Address}?name=b.log", new ByteArrayContent(log), TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, preview.StatusCode, second.StatusCode));
        var ids = await IdsAsync(first);
        Assert.Equal(2, ids.Count);
        Assert.Equal(ids, await IdsAsync(preview));
        Assert.Equal(ids, await IdsAsync(second));
        using var body = await ReadAsync(second);
        Assert.True(body.RootElement.GetProperty("already").GetBoolean());
        Assert.False(body.RootElement.GetProperty("created").GetBoolean());
        Assert.Equal(before, await CountAsync());

        using var again = await client.PostAsync($"{Address}?name=b.log&again=true", new ByteArrayContent(log), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        Assert.Empty((await IdsAsync(again)).Intersect(ids));

        async Task<List<string?>> IdsAsync(HttpResponseMessage answer)
        {
            using var read = await ReadAsync(answer);
            return [.. read.RootElement.GetProperty("boots").EnumerateArray().Select(static boot => boot.GetProperty("id").GetString())];
        }
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("text/plain")]
    [InlineData("image/png")]
    public async Task Import_OfAnyContentType_LooksAtTheBytes(string type)
    {
        using var client = server.Script();
        using var content = new ByteArrayContent(TestTool);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var answer = await client.PostAsync($"{Address}?preview=true", content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Import_OfBombAndBadJournal_IsRefusedWithoutAPartialBoot()
    {
        using var client = server.Script();
        var before = await CountAsync();
        using var bomb = await client.PostAsync(Address, new ByteArrayContent(Bomb()), TestContext.Current.CancellationToken);
        using var journal = await client.PostAsync(
            Address,
            new StringContent("""{"seq":0,"at":0,"event":{"type":"requested","format":1,"request":{},"requestedBy":"ada","at":"2026-01-01T00:00:00+00:00","host":{}}}""" + "\n{\"seq\":7,\"at\":1,\"event\":{\"type\":\"admitted\"}}\n"),
            TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, bomb.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, journal.StatusCode);
        Assert.Contains("Line 2", await journal.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(before, await CountAsync());
    }

    [Fact]
    public async Task Import_ByAStranger_IsRefused()
    {
        using var client = server.Stranger();
        client.DefaultRequestHeaders.Add("Origin", "http://localhost");
        using var answer = await client.PostAsync(Address, new ByteArrayContent(TestTool), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Page_OfImport_ShowsItsLimits()
    {
        using var browser = await server.BrowserAsync();
        var page = await browser.GetStringAsync("/import", TestContext.Current.CancellationToken);

        Assert.Contains("up to 64 MiB, unpacked 512 MiB in 200 files", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_OfLog_StoresNothing()
    {
        using var client = server.Script();
        var before = await CountAsync();
        using var answer = await client.PostAsync($"{Address}?preview=true", new ByteArrayContent([.. TestTool, (byte)'\n']), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var body = await ReadAsync(answer);
        Assert.Equal(JsonValueKind.Null, body.RootElement.GetProperty("boots")[0].GetProperty("id").ValueKind);
        Assert.Equal(before, await CountAsync());
    }

    [Fact]
    public async Task Import_OfOtherText_SaysWhatWasLookedForAndGivesItBack()
    {
        using var client = server.Script();
        using var answer = await client.PostAsync(Address, new StringContent("Dear list,\nit does not work.\n"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        using var body = await ReadAsync(answer);
        Assert.Equal("Dear list,", body.RootElement.GetProperty("firstLines")[0].GetString());
        Assert.NotEmpty(body.RootElement.GetProperty("lookedFor").EnumerateArray());
    }

    [Fact]
    public async Task Import_OfBrokenForm_IsRefused()
    {
        using var client = server.Script();
        using var content = new ByteArrayContent(Encoding.ASCII.GetBytes("--b\r\nnothing"));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");
        using var answer = await client.PostAsync(Address, content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Import_WhileTwoOthersAreRead_IsToldWhenToTryAgain()
    {
        await using var busy = new GuestfsServer();
        await using var impatient = busy.WithWebHostBuilder(static builder => builder.ConfigureTestServices(
            static services => services.AddSingleton(new ImportTurns(TimeProvider.System) { Patience = TimeSpan.FromMilliseconds(1) })));
        using var client = impatient.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(busy.TokenFile, TestContext.Current.CancellationToken)).Trim());
        var turns = impatient.Services.GetRequiredService<ImportTurns>();
        using var first = await turns.TakeAsync(TestContext.Current.CancellationToken);
        using var second = await turns.TakeAsync(TestContext.Current.CancellationToken);
        using var answer = await client.PostAsync($"{Address}?preview=true", new ByteArrayContent(TestTool), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(30), answer.Headers.RetryAfter?.Delta);
        using var body = await ReadAsync(answer);
        Assert.Contains("nothing was imported", body.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private static byte[] Bomb()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 520; i++)
            {
                gzip.Write(zeros);
            }
        }

        return packed.ToArray();
    }

    private static async Task<JsonDocument> ReadAsync(HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

    private async Task<int> CountAsync() => (await Store.ListAsync(new BootQuery(), TestContext.Current.CancellationToken)).Total;
}
