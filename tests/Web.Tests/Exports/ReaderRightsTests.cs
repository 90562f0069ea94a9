using System.IO.Compression;
using System.Net;
using System.Runtime.CompilerServices;
using Guestfs.Boots;
using Guestfs.Core.Tests.Timeline;
using Guestfs.Journal;
using Guestfs.Pins;
using Guestfs.Timeline;
using Guestfs.Web.Exports;
using Guestfs.Web.Tests.Fakes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;

namespace Guestfs.Web.Tests.Exports;

/// <summary>Files served to someone who may not see the console, as a link to a boot does.</summary>
public sealed class ReaderRightsTests : IAsyncLifetime
{
    private readonly ScriptedEngine _engine = new();
    private WebApplication _app = null!;
    private HttpClient _client = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Shown => [.. ExportFormats.All.Where(static format => !format.ShowsOutput).Select(static format => format.Suffix)];

    public static TheoryData<string> Absent => [.. ExportFormats.All.Where(static format => format.ShowsOutput).Select(static format => format.Suffix)];

    [Theory]
    [MemberData(nameof(Shown))]
    public async Task File_OfTheTimeline_IsThere(string suffix)
    {
        using var answer = await _client.GetAsync($"/s/token/{suffix}", Cancel);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [MemberData(nameof(Absent))]
    public async Task File_WithOutput_IsAbsent(string suffix)
    {
        using var answer = await _client.GetAsync($"/s/token/{suffix}", Cancel);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.DoesNotContain("Linux version", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_WithoutABoot_IsAbsent()
    {
        using var answer = await _client.GetAsync("/s/unknown/timeline.svg", Cancel);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Bundle_WithoutTheConsole_HasNoOutputInIt()
    {
        using var zip = new ZipArchive(new MemoryStream(await _client.GetByteArrayAsync("/s/token/bundle.zip", Cancel)));

        Assert.Equal(
            ["README.txt", "boot.html", "boot.json", "manifest.json", "otlp.json", "pins.json", "timeline.csv", "timeline.svg", "timeline.txt", "trace.json"],
            zip.Entries.Select(static entry => entry.FullName).Order(StringComparer.Ordinal));
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(entry.Open());
            Assert.DoesNotContain("BIOS-e820", await reader.ReadToEndAsync(Cancel), StringComparison.Ordinal);
        }
    }

    public async ValueTask InitializeAsync()
    {
        _engine.Add(BootSummaries.Finished("abcdefghij"), RecordedBoot.Load("tcg-analysis").Journal());
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddProblemDetails();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Environment.WebRootFileProvider = new PhysicalFileProvider(WebRoot());
        _app = builder.Build();
        _app.MapGroup("/s/{token}").MapExports(http => ValueTask.FromResult<IBootReader?>((string?)http.Request.RouteValues["token"] == "token" ? new QuietReader(_engine) : null));
        await _app.StartAsync(Cancel);
        _client = _app.GetTestClient();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    private static string WebRoot([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../../wwwroot"));

    private sealed class QuietReader(IBootEngine engine) : IBootReader
    {
        private readonly EngineBootReader _whole = new(engine, pins: null!, "abcdefghij");

        public string Id => _whole.Id;

        public string Address => "/s/token";

        public bool ShowsConsole => false;

        public Task<BootSummary?> FindAsync(CancellationToken cancellationToken) => _whole.FindAsync(cancellationToken);

        public Task<IReadOnlyList<Pin>> ReadPinsAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Pin>>([]);

        public IAsyncEnumerable<IReadOnlyList<Pin>> WatchPinsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public IAsyncEnumerable<JournalEntry> ReadAsync(long from, bool follow, CancellationToken cancellationToken) => _whole.ReadAsync(from, follow, cancellationToken);
    }
}
