using System.Net;
using System.Text;
using System.Text.Json;
using Guestfs.Core.Tests.Timeline;
using Guestfs.Journal;
using Guestfs.Web.Exports;
using Guestfs.Web.Tests.Fakes;

namespace Guestfs.Web.Tests.Exports;

public sealed class ExportEndpointsTests : IClassFixture<GuestfsServer>
{
    private const string Boot = "abcdefghij";

    private readonly GuestfsServer _server;

    public ExportEndpointsTests(GuestfsServer server)
    {
        _server = server;
        if (server.Engine.Boots.Count == 0)
        {
            server.Engine.Add(BootSummaries.Finished(Boot), RecordedBoot.Load("tcg-quiet").Journal());
            server.Engine.Add(BootSummaries.Failed("short00000"), Journals.Failed());
        }
    }

    public static TheoryData<string, string> Files
    {
        get
        {
            var files = new TheoryData<string, string>();
            foreach (var format in ExportFormats.All)
            {
                files.Add("/boots", format.Suffix);
                files.Add("/api/v1/boots", format.Suffix);
            }

            return files;
        }
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Files))]
    public async Task File_OfABoot_IsADownloadOfItsOwnKind(string root, string suffix)
    {
        using var script = _server.Script();

        using var answer = await script.GetAsync($"{root}/{Boot}/{suffix}", Cancel);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(ExportFormats.All.Single(format => format.Suffix == suffix).ContentType, answer.Content.Headers.ContentType?.ToString());
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal($"guestfs-{Boot}-{suffix}", answer.Content.Headers.ContentDisposition?.FileName);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.NotEmpty(await answer.Content.ReadAsByteArrayAsync(Cancel));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task File_OfAnUnknownBoot_IsAProblem(string root, string suffix)
    {
        using var script = _server.Script();

        using var answer = await script.GetAsync($"{root}/nothere/{suffix}", Cancel);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Null(answer.Content.Headers.ContentDisposition);
    }

    [Fact]
    public async Task Journal_OfABoot_ReadsBackAsTheSameJournal()
    {
        using var script = _server.Script();

        var bytes = await script.GetByteArrayAsync("/api/v1/boots/short00000/journal.jsonl", Cancel);

        Assert.Equal(Journals.Failed().Select(JournalJson.Write), JournalJson.ReadLines(bytes).Select(JournalJson.Write));
    }

    [Fact]
    public async Task Console_AsText_HasNoEscapeSequences()
    {
        using var script = _server.Script();

        var text = await script.GetStringAsync("/boots/short00000/console.txt?text", Cancel);

        Assert.Equal("SeaBIOS\n\ufffd\u2400\ufffd\nno line end", text);
    }

    [Fact]
    public async Task Files_OfTheTimeline_SpeakOfTheSameBoot()
    {
        using var script = _server.Script();

        using var trace = JsonDocument.Parse(await script.GetStringAsync($"/boots/{Boot}/trace.json", Cancel));
        var svg = await script.GetStringAsync($"/boots/{Boot}/timeline.svg", Cancel);
        var table = await script.GetStringAsync($"/boots/{Boot}/timeline.txt", Cancel);

        Assert.Equal(Boot, trace.RootElement.GetProperty("otherData").GetProperty("boot").GetString());
        Assert.Contains(Boot, svg, StringComparison.Ordinal);
        Assert.Contains(Boot, table, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Description_OfTheApi_HasEveryFile()
    {
        using var script = _server.Script();

        using var description = JsonDocument.Parse(await script.GetStringAsync("/openapi/v1.json", Cancel));

        foreach (var format in ExportFormats.All)
        {
            var get = description.RootElement.GetProperty("paths").GetProperty($"/api/v1/boots/{{id}}/{format.Suffix}").GetProperty("get");
            Assert.Equal(format.Operation, get.GetProperty("operationId").GetString());
            Assert.NotEmpty(get.GetProperty("summary").GetString()!);
            Assert.True(get.GetProperty("responses").TryGetProperty("404", out _));
            Assert.Equal("id", Assert.Single(get.GetProperty("parameters").EnumerateArray(), static parameter => parameter.GetProperty("in").GetString() == "path").GetProperty("name").GetString());
        }
    }
}
