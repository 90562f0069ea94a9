using System.Net;
using System.Text;
using System.Text.Json;
using Guestfs.Boots;
using Guestfs.Journal;
using Guestfs.Web.Exports;
using Guestfs.Web.Tests.Fakes;

namespace Guestfs.Web.Tests.Api;

public sealed class BootEndpointsTests(GuestfsServer server) : IClassFixture<GuestfsServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_WholeRequest_ReachesTheEngineUnchanged()
    {
        using var script = server.Script();
        const string Body = """
            {"requestId":"r-whole","title":"t","label":"l","disks":[{"source":"images:a.qcow2","format":"qcow2"},{"source":"scratch:100","writable":true,"diskLabel":"data","blockSize":4096}],
             "appliancePath":"/usr/lib/guestfs","memoryMiB":2048,"cpus":2,"accelerator":"tcg","network":true,"append":"debug","verbosity":"full","timeLimitSeconds":60,
             "whenReady":"stay","idleStopSeconds":30,"rebuildAppliance":true,"recheckAccelerator":true}
            """;

        using var answer = await script.PostAsync("/api/v1/boots", Json(Body), Cancel);

        var json = await ReadAsync(answer);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal($"/api/v1/boots/{json.GetProperty("id").GetString()}", answer.Headers.Location?.OriginalString);
        Assert.Equal("api", json.GetProperty("requestedBy").GetString());
        Assert.Equal("booting", json.GetProperty("status").GetString());
        var request = server.Engine.Started.Single(static started => started.RequestId == "r-whole");
        Assert.Equal(AcceleratorChoice.Tcg, request.Accelerator);
        Assert.Equal(Verbosity.Full, request.Verbosity);
        Assert.Equal(WhenReady.Stay, request.WhenReady);
        Assert.Equal((2048, 2, 60, 30), (request.MemoryMiB, request.Cpus, request.TimeLimitSeconds, request.IdleStopSeconds));
        Assert.Equal(["images:a.qcow2", "scratch:100"], request.Disks.Select(static disk => disk.Source));
        Assert.Equal((true, "data", 4096), (request.Disks[1].Writable, request.Disks[1].DiskLabel, request.Disks[1].BlockSize));
    }

    [Fact]
    public async Task Start_EmptyRequest_TakesTheDefaults()
    {
        using var script = server.Script();

        using var answer = await script.PostAsync("/api/v1/boots", Json("""{"requestId":"r-empty"}"""), Cancel);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equivalent(new BootRequest { RequestId = "r-empty" }, server.Engine.Started.Single(static started => started.RequestId == "r-empty"), strict: true);
    }

    [Fact]
    public async Task Start_TenTimesWithOneRequestId_IsOneBoot()
    {
        using var script = server.Script();
        var statuses = new List<HttpStatusCode>();
        var ids = new HashSet<string?>();
        for (var i = 0; i < 10; i++)
        {
            using var answer = await script.PostAsync("/api/v1/boots", Json("""{"requestId":"r-ten"}"""), Cancel);
            statuses.Add(answer.StatusCode);
            ids.Add((await ReadAsync(answer)).GetProperty("id").GetString());
        }

        Assert.Single(ids);
        Assert.Equal([HttpStatusCode.Created, .. Enumerable.Repeat(HttpStatusCode.OK, 9)], statuses);
        Assert.Single(server.Engine.Started, static started => started.RequestId == "r-ten");
    }

    [Fact]
    public async Task Start_FaultyRequest_NamesEveryFault()
    {
        using var script = server.Script();
        const string Body = """{"memory":2048,"cpus":"two","accelerator":"xen","disks":[{"source":5,"read":true},{"format":"raw"},7],"network":null}""";

        using var answer = await script.PostAsync("/api/v1/boots", Json(Body), Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var reasons = (await ReadAsync(answer)).GetProperty("reasons").EnumerateArray().Select(static reason => reason.GetString()!).ToList();
        Assert.Collection(
            reasons,
            static reason => Assert.StartsWith("memory is not known. Known here: requestId, title,", reason, StringComparison.Ordinal),
            static reason => Assert.Equal("cpus is \"two\"; a whole number is needed.", reason),
            static reason => Assert.Equal("accelerator is \"xen\"; one of auto, kvm, tcg is needed.", reason),
            static reason => Assert.Equal("disks[0].source is 5; text is needed.", reason),
            static reason => Assert.StartsWith("disks[0].read is not known.", reason, StringComparison.Ordinal),
            static reason => Assert.Equal("disks[1].source is missing.", reason),
            static reason => Assert.Equal("disks[2] must be an object.", reason),
            static reason => Assert.Equal("network is null; true or false is needed.", reason));
    }

    [Theory]
    [InlineData("", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("[]", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("null", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("{\"cpus\":1,\"cpus\":2}", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("{\"disks\":[[[[[[[[[[]]]]]]]]]]}", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("{}", "text/plain", HttpStatusCode.UnsupportedMediaType)]
    public async Task Start_NotARequest_IsRefusedAndStartsNothing(string body, string contentType, HttpStatusCode expected)
    {
        using var script = server.Script();
        var before = server.Engine.Started.Count;
        using var content = new StringContent(body, Encoding.UTF8, contentType);

        using var answer = await script.PostAsync("/api/v1/boots", content, Cancel);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(before, server.Engine.Started.Count);
    }

    [Fact]
    public async Task Start_RefusedByTheEngine_GivesEveryReason()
    {
        using var script = server.Script();
        server.Engine.Refusals = ["Disk images:a does not exist.", "2 GiB of memory are not free."];
        try
        {
            using var answer = await script.PostAsync("/api/v1/boots", Json("{}"), Cancel);

            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            Assert.Equal(server.Engine.Refusals, (await ReadAsync(answer)).GetProperty("reasons").EnumerateArray().Select(static reason => reason.GetString()!));
        }
        finally
        {
            server.Engine.Refusals = [];
        }
    }

    [Fact]
    public async Task Check_Request_GivesTheChecksAndStartsNothing()
    {
        using var script = server.Script();
        var before = server.Engine.Started.Count;

        using var answer = await script.PostAsync("/api/v1/boots/check", Json("{}"), Cancel);

        var json = await ReadAsync(answer);
        Assert.True(json.GetProperty("canStart").GetBoolean());
        Assert.Equal("pass", json.GetProperty("checks")[0].GetProperty("state").GetString());
        Assert.Equal(before, server.Engine.Started.Count);
    }

    [Fact]
    public async Task List_WithFilters_AsksTheEngineForThem()
    {
        using var script = server.Script();

        using var answer = await script.GetAsync("/api/v1/boots?status=failed&status=timedOut&stage=kernel&accelerator=tcg&label=v2v&q=nbd&sort=-total&page=3&pageSize=20", Cancel);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equivalent(
            new BootQuery { Statuses = [BootStatus.Failed, BootStatus.TimedOut], Stage = "kernel", Accelerator = "tcg", Label = "v2v", Text = "nbd", Sort = BootSort.Slowest, Page = 3, PageSize = 20 },
            server.Engine.Queries.Last(static query => query.Label == "v2v"),
            strict: true);
    }

    [Theory]
    [InlineData("status=broken", "status is \"broken\"")]
    [InlineData("stage=boot", "stage is \"boot\"")]
    [InlineData("sort=name", "sort is \"name\"")]
    [InlineData("page=0", "page is \"0\"; 1 to")]
    [InlineData("page=-1", "page is \"-1\"")]
    [InlineData("pageSize=201", "pageSize is \"201\"; 1 to 200")]
    public async Task List_FaultyFilter_IsRefused(string query, string reason)
    {
        using var script = server.Script();

        using var answer = await script.GetAsync($"/api/v1/boots?{query}", Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.StartsWith(reason, (await ReadAsync(answer)).GetProperty("reasons")[0].GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cancel")]
    [InlineData("stop")]
    public async Task End_RunningOverAndUnknownBoot_AnswersEachRightly(string call)
    {
        using var script = server.Script();
        server.Engine.Add(BootSummaries.Running($"run{call}"));
        server.Engine.Add(BootSummaries.Failed($"over{call}"));

        using var done = await script.PostAsync($"/api/v1/boots/run{call}/{call}", null, Cancel);
        using var over = await script.PostAsync($"/api/v1/boots/over{call}/{call}", null, Cancel);
        using var unknown = await script.PostAsync($"/api/v1/boots/nothere/{call}", null, Cancel);

        Assert.Equal(HttpStatusCode.NoContent, done.StatusCode);
        Assert.Contains($"{call} run{call} api", server.Engine.Calls);
        Assert.Equal(HttpStatusCode.Conflict, over.StatusCode);
        Assert.Contains("already over: The kernel found no root device", (await ReadAsync(over)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Theory]
    [InlineData("?label=l1", "/boots/latestrun")]
    [InlineData("?label=l1&status=failed", "/boots/latestbad")]
    [InlineData("?label=l1&q=kernel%20RUNS", "/boots/latestrun")]
    [InlineData("?label=l1&q=latestbad", "/boots/latestbad")]
    [InlineData("?label=none", null)]
    public async Task Latest_WithFilters_LeadsToTheNewestMatch(string query, string? expected)
    {
        using var script = server.Script();
        server.Engine.Add(BootSummaries.Failed("latestbad") with { Label = "l1" });
        server.Engine.Add(BootSummaries.Running("latestrun") with { Label = "l1" });

        using var answer = await script.GetAsync($"/boots/latest{query}", Cancel);

        Assert.Equal(expected, answer.Headers.Location?.OriginalString);
        Assert.Equal(expected is null ? HttpStatusCode.NotFound : HttpStatusCode.Found, answer.StatusCode);
    }

    [Fact]
    public async Task Start_WithADiskAsText_TakesItForTheSource()
    {
        using var script = server.Script();

        using var answer = await script.PostAsync("/api/v1/boots", Json("""{"requestId":"r-text","disks":["images:a.qcow2",{"source":"scratch:10"}]}"""), Cancel);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal(
            [new DiskRequest { Source = "images:a.qcow2" }, new DiskRequest { Source = "scratch:10" }],
            server.Engine.Started.Single(static request => request.RequestId == "r-text").Disks);
    }

    [Fact]
    public async Task OpenApi_Document_DescribesEveryRouteOfTheApi()
    {
        using var script = server.Script();

        var document = await ReadAsync(await script.GetAsync("/openapi/v1.json", Cancel));

        var paths = document.GetProperty("paths").EnumerateObject().Select(static path => path.Name).Order();
        string[] expected =
        [
            "/api/v1/accelerator/forget",
            "/api/v1/appliances",
            "/api/v1/badges",
            "/api/v1/badges/{id}/revoke",
            "/api/v1/boots",
            "/api/v1/boots/check",
            "/api/v1/boots/{id}",
            .. ExportFormats.All.Select(static format => $"/api/v1/boots/{{id}}/{format.Suffix}"),
            "/api/v1/boots/{id}/cancel",
            "/api/v1/boots/{id}/journal",
            "/api/v1/boots/{id}/keep",
            "/api/v1/boots/{id}/pins",
            "/api/v1/boots/{id}/pins/{pin}",
            "/api/v1/boots/{id}/redaction",
            "/api/v1/boots/{id}/retention",
            "/api/v1/boots/{id}/shares",
            "/api/v1/boots/{id}/stop",
            "/api/v1/disks",
            "/api/v1/disks/{root}",
            "/api/v1/health",
            "/api/v1/import",
            "/api/v1/login-links",
            "/api/v1/retention",
            "/api/v1/session",
            "/api/v1/shares",
            "/api/v1/shares/{id}",
            "/api/v1/shares/{id}/renew",
            "/api/v1/shares/{id}/revoke",
        ];
        Assert.Equal(expected.Order(), paths);
        var request = document.GetProperty("components").GetProperty("schemas").GetProperty("BootRequest").GetProperty("properties");
        Assert.True(request.TryGetProperty("memoryMiB", out _));
        Assert.Equal(
            ["auto", "kvm", "tcg"],
            document.GetProperty("components").GetProperty("schemas").GetProperty("AcceleratorChoice").GetProperty("enum").EnumerateArray().Select(static name => name.GetString()!));
    }

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
        return document.RootElement.Clone();
    }
}
