using System.Net;
using System.Text.Json;
using Guestfs.Journal;
using Guestfs.Web.Tests.Fakes;

namespace Guestfs.Web.Tests.Api;

public sealed class RecordEndpointsTests : IClassFixture<GuestfsServer>
{
    private readonly GuestfsServer _server;

    public RecordEndpointsTests(GuestfsServer server)
    {
        _server = server;
        if (server.Engine.Boots.Count == 0)
        {
            server.Engine.Add(BootSummaries.Failed("short00000"), Journals.Failed());
        }
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", 0)]
    [InlineData("?from=5", 5)]
    [InlineData("?from=99", 8)]
    [InlineData("?from=0&follow=true", 0)]
    public async Task Journal_FromASequence_GivesEachEntryOnceInOrder(string query, int first)
    {
        using var script = _server.Script();

        using var answer = await script.GetAsync($"/api/v1/boots/short00000/journal{query}", Cancel);

        Assert.Equal("application/x-ndjson", answer.Content.Headers.ContentType?.MediaType);
        var entries = JournalJson.ReadLines(await answer.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal(Journals.Failed().Skip(first).Select(static entry => entry.Sequence), entries.Select(static entry => entry.Sequence));
    }

    [Theory]
    [InlineData("/api/v1/boots/short00000/console.txt")]
    [InlineData("/boots/short00000/console.txt")]
    public async Task Console_OfABoot_IsTheExactBytesOfTheGuest(string path)
    {
        using var script = _server.Script();

        using var answer = await script.GetAsync(path, Cancel);

        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.Equal(Journals.ConsoleBytes(), await answer.Content.ReadAsByteArrayAsync(Cancel));
    }

    [Fact]
    public async Task Console_OtherSources_AreChosenByName()
    {
        using var script = _server.Script();

        var text = await script.GetStringAsync("/api/v1/boots/short00000/console.txt?source=qemu&source=supermin", Cancel);
        using var faulty = await script.GetAsync("/api/v1/boots/short00000/console.txt?source=2", Cancel);

        Assert.Equal("supermin: version: 5.2.2\nqemu: warning\n", text);
        Assert.Equal(HttpStatusCode.BadRequest, faulty.StatusCode);
    }

    [Fact]
    public async Task Console_WithDroppedLines_SaysHowMuchIsMissing()
    {
        using var script = _server.Script();
        IReadOnlyList<JournalEntry> journal =
        [
            new(0, 0, Journals.Line(OutputSource.Console, "first\n"u8)),
            new(1, 1, new OutputDropped(1_234, 567_890, 1, 1_234)),
            new(1_235, 2, Journals.Line(OutputSource.Console, "last\n"u8)),
        ];
        _server.Engine.Add(BootSummaries.Finished("dropped000"), journal);

        var text = await script.GetStringAsync("/api/v1/boots/dropped000/console.txt", Cancel);

        Assert.Equal("first\n\n[Guestfs kept the beginning and the end; 1234 lines with 567890 bytes that stood here were not kept]\nlast\n", text);
    }

    [Theory]
    [InlineData("/api/v1/boots/short00000/boot.json")]
    [InlineData("/boots/short00000/boot.json")]
    public async Task Timeline_OfABoot_HasItsSummaryFactsAndBars(string path)
    {
        using var script = _server.Script();

        using var document = JsonDocument.Parse(await script.GetStringAsync(path, Cancel));

        Assert.Equal("short00000", document.RootElement.GetProperty("boot").GetProperty("id").GetString());
        Assert.Equal(7_000, document.RootElement.GetProperty("end").GetInt64());
        Assert.Equal(JsonValueKind.Array, document.RootElement.GetProperty("stages").ValueKind);
        Assert.Equal(JsonValueKind.Array, document.RootElement.GetProperty("activities").ValueKind);
    }

    [Theory]
    [InlineData("/api/v1/boots/nothere")]
    [InlineData("/api/v1/boots/nothere/journal")]
    [InlineData("/api/v1/boots/nothere/console.txt")]
    [InlineData("/api/v1/boots/nothere/boot.json")]
    [InlineData("/boots/nothere/console.txt")]
    [InlineData("/boots/nothere/boot.json")]
    [InlineData("/api/v1/nothing")]
    public async Task Anything_Unknown_IsAProblemWith404(string path)
    {
        using var script = _server.Script();

        using var answer = await script.GetAsync(path, Cancel);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }
}
