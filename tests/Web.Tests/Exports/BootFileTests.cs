using System.Security.Cryptography;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Guestfs.Core.Tests.Timeline;
using Guestfs.Journal;
using Guestfs.Timeline;
using Guestfs.Web.Components.Boot;
using Guestfs.Web.Tests.Fakes;

namespace Guestfs.Web.Tests.Exports;

public sealed class BootFileTests : IDisposable
{
    private const string Hostile = "</script></pre></noscript><script>alert(1)</script><!--<img src=x onerror=alert(1)>\"'&#60;@(1+1)";

    private readonly GuestfsServer _server = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task File_OfABoot_NamesNothingOutsideItself()
    {
        var html = await ExportAsync(RecordedBoot.Load("tcg-analysis").Journal());
        var document = Parse(html);

        Assert.Empty(document.QuerySelectorAll("link[rel=stylesheet], script[src], iframe, object, base"));
        Assert.All(document.QuerySelectorAll("[src], link[href]"), static element => Assert.StartsWith("data:", element.GetAttribute("src") ?? element.GetAttribute("href"), StringComparison.Ordinal));
        Assert.DoesNotMatch(@"url\((?!#)", string.Concat(document.QuerySelectorAll("style").Select(static style => style.TextContent)));
        Assert.All(document.QuerySelectorAll("a[href]"), static link => Assert.StartsWith("#", link.GetAttribute("href"), StringComparison.Ordinal));
        Assert.Empty(document.QuerySelectorAll("[data-post], [data-copy-link], .boot-menu"));
    }

    [Fact]
    public async Task Policy_OfTheFile_AllowsItsOwnScriptsOnly()
    {
        var document = Parse(await ExportAsync(RecordedBoot.Load("tcg-quiet").Journal()));
        var policy = document.QuerySelector("meta[http-equiv=Content-Security-Policy]")!.GetAttribute("content")!;

        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("connect-src 'none'", policy, StringComparison.Ordinal);
        var scripts = document.QuerySelectorAll("script:not([type])");
        Assert.Equal(2, scripts.Length);
        Assert.All(scripts, script => Assert.Contains($"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script.TextContent)))}'", policy, StringComparison.Ordinal));
        Assert.DoesNotContain("'unsafe-inline'", Directive(policy, "script-src"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_WithoutScripts_HasTheTimelineAndTheConsole()
    {
        var journal = RecordedBoot.Load("tcg-analysis").Journal();
        var document = Parse(await ExportAsync(journal), scripting: false);
        using var script = _server.Script();
        var fold = new BootFold();
        foreach (var entry in journal)
        {
            fold.Add(entry);
        }

        Assert.Equal(
            fold.Timeline.Bars.Select(static bar => bar.Kind == BarKind.Gap ? "(nothing named)" : BarText.Label(bar)),
            document.QuerySelectorAll("noscript tbody th").Select(static cell => cell.TextContent));
        var text = string.Concat(document.QuerySelectorAll(".file-lines").Select(static block => block.TextContent));
        Assert.Equal(await script.GetStringAsync("/boots/abcdefghij/console.txt?text&source=console&source=qemu&source=supermin&source=engine", Cancel), text);
        var hash = document.QuerySelector("#file-hash")!;
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(await script.GetByteArrayAsync("/boots/abcdefghij/console.txt", Cancel))), hash.GetAttribute("data-sha256"));
    }

    [Fact]
    public async Task File_OfHostileText_HasItOnlyAsText()
    {
        var journal = new List<JournalEntry>();
        void Add(BootEvent bootEvent) => journal.Add(new JournalEntry(journal.Count, journal.Count * 1_000_000L, bootEvent));
        Add(new BootRequested(new BootRequest { Title = Hostile, Append = Hostile }, Hostile, DateTimeOffset.UnixEpoch, new HostFacts { Host = Hostile, Guestfs = Hostile }));
        Add(new BootAdmitted());
        Add(new AttemptStarted(1, "tcg", Hostile));
        Add(new OutputLine(OutputSource.Console, Encoding.UTF8.GetBytes(Hostile + "\n"), true));
        Add(new LaunchFlagReceived());
        Add(new CallStarted(1, Hostile, Hostile));
        Add(new BootEnded(BootStatus.Failed, Hostile, 3));

        var document = Parse(await ExportAsync(journal));

        Assert.Equal(2, document.QuerySelectorAll("script:not([type])").Length);
        Assert.Equal(2, document.QuerySelectorAll("img, link[rel=icon]").Length);
        Assert.Equal(Hostile + "\n", Assert.Single(document.QuerySelectorAll(".file-lines")).TextContent);
        Assert.Equal(Hostile, document.QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task File_OfABootThatRuns_StandsStill()
    {
        var document = Parse(await ExportAsync(RecordedBoot.Load("tcg-analysis").Journal().Take(300)));

        Assert.Equal("true", document.QuerySelector("#boot")!.GetAttribute("data-over"));
        Assert.Contains("\"over\":true", document.QuerySelector("#boot-state")!.TextContent, StringComparison.Ordinal);
        Assert.Null(document.QuerySelector("#con-pause"));
    }

    /// <summary>The promise is 2 MB for 5,000 lines; this boot has them with 850 activities, which is more than most.</summary>
    [Fact]
    public async Task File_OfFiveThousandLines_StaysBelowTwoMegabytes()
    {
        var journal = RecordedBoot.Load("tcg-initcalls").Journal().ToList();
        var more = RecordedBoot.Load("tcg-verbose").Journal().Where(static entry => entry.Event is OutputLine).ToList();
        var end = journal[^1];
        journal.RemoveAt(journal.Count - 1);
        for (var line = 0; journal.Count(static entry => entry.Event is OutputLine) < 5_000; line++)
        {
            journal.Add(new JournalEntry(journal.Count, end.Offset, more[line % more.Count].Event));
        }

        journal.Add(end with { Sequence = journal.Count });

        Assert.InRange(Encoding.UTF8.GetByteCount(await ExportAsync(journal)), 500_000, 2_000_000);
    }

    public void Dispose() => _server.Dispose();

    private static string Directive(string policy, string name) => policy.Split(';').Single(part => part.TrimStart().StartsWith(name, StringComparison.Ordinal));

    private static AngleSharp.Html.Dom.IHtmlDocument Parse(string html, bool scripting = true) =>
        new HtmlParser(new HtmlParserOptions { IsScripting = scripting }).ParseDocument(html);

    private async Task<string> ExportAsync(IEnumerable<JournalEntry> journal)
    {
        _server.Engine.Add(BootSummaries.Finished("abcdefghij"), [.. journal]);
        using var script = _server.Script();
        return await script.GetStringAsync("/boots/abcdefghij/boot.html", Cancel);
    }
}
