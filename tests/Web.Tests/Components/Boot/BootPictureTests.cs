using System.Text;
using System.Text.Json;
using AngleSharp.Dom;
using Bunit;
using Guestfs.Core.Tests.Timeline;
using Guestfs.Journal;
using Guestfs.Pins;
using Guestfs.Timeline;
using Guestfs.Web.Components.Boot;
using Guestfs.Web.Live;

namespace Guestfs.Web.Tests.Components.Boot;

public sealed class BootPictureTests : BunitContext
{
    private const string Hostile = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\"'&#60;@(1+1)";

    [Theory]
    [MemberData(nameof(RecordedBoot.Names), MemberType = typeof(RecordedBoot))]
    public void Waterfall_OfARecordedBoot_HasARowForEveryStageAndActivity(string name)
    {
        var view = View(RecordedBoot.Load(name).Journal());
        var picture = Render(view);

        var rows = picture.FindAll("#boot-rows .wf-row").Select(static row => (row.GetAttribute("data-bar"), row.GetAttribute("aria-level"), row.QuerySelector(".wf-text")!.TextContent));
        var bars = view.Timeline.Bars.Where(static bar => bar.Kind != BarKind.Gap);
        Assert.Equal(
            bars.Select(static bar => ($"{bar.Id}", $"{bar.Depth + 1}", BarText.Label(bar))).Order(),
            rows.Select(static row => (row.Item1!, row.Item2!, row.TextContent)).Order());
        Assert.Equal(view.Timeline.Bars.Count(static bar => bar.Kind == BarKind.Gap), picture.FindAll("#boot-rows .wf-gap").Count);
        Assert.Equal(view.Timeline.Marks.Count, picture.FindAll("#boot-marks .wf-mark").Count);
        Assert.Equal(view.Timeline.Stages.Count(), picture.FindAll("#boot-segments .boot-segment").Count);
    }

    [Fact]
    public void Bars_OfARecordedBoot_StandWhereTheTimelineSays()
    {
        var view = View(RecordedBoot.Load("tcg-analysis").Journal());
        var picture = Render(view);

        foreach (var bar in view.Timeline.Bars.Where(static bar => bar.Kind != BarKind.Gap))
        {
            var style = picture.Find($"#boot-rows .wf-row[data-bar='{bar.Id}'] .wf-bar").GetAttribute("style");
            Assert.Equal($"--start:{Durations.Css(bar.Start)};--duration:{Durations.Css(bar.End!.Value - bar.Start)}", style);
        }

        Assert.Equal($"--from:0;--to:{Durations.Css(view.Timeline.End)}", picture.Find("#boot-waterfall").GetAttribute("style"));
    }

    [Fact]
    public void Picture_OfACancelledBoot_SaysWhoAndWhere()
    {
        const string Sentence = "Cancelled by ada in the initrd stage after 3.10 s.";
        var begun = RecordedBoot.Load("tcg-analysis").Journal().Take(300).ToList();
        var end = begun[^1] with { Sequence = begun[^1].Sequence + 1, Event = new BootEnded(BootStatus.Cancelled, Sentence, null) };

        Assert.Equal(Sentence, Render(View([.. begun, end])).Find("#boot-ended").TextContent);
    }

    [Fact]
    public void Picture_OfABootThatRuns_LeavesItsBarsOpen()
    {
        var picture = Render(View(RecordedBoot.Load("tcg-analysis").Journal().Take(300)));

        Assert.Equal("false", picture.Find("#boot").GetAttribute("data-over"));
        Assert.NotEmpty(picture.FindAll(".wf-row.running .wf-bar.open"));
        Assert.Single(picture.FindAll("#boot-segments .boot-segment.open"));
        Assert.Equal("/api/v1/boots/abcdefghij/cancel", Assert.Single(picture.FindAll("[data-post]")).GetAttribute("data-post"));
        Assert.NotNull(picture.Find("#con-pause"));
    }

    [Fact]
    public void Picture_OfAFailure_SaysWhyAboveTheChart()
    {
        var journal = RecordedBoot.Load("missing-root").Journal().ToList();
        var evidence = journal.FindLastIndex(static entry => entry.Event is OutputLine);
        journal[^1] = journal[^1] with { Event = new BootEnded(BootStatus.Failed, "The root was not found.", evidence) };
        var view = View(journal);
        var picture = Render(view);

        Assert.Equal("The root was not found.", picture.Find("#boot-failure h2").TextContent);
        Assert.Equal($"#L{view.Evidence!.Number}", picture.Find("#boot-failure p a").GetAttribute("href"));
        Assert.Equal(view.Evidence.Number, view.LastLines[^1].Number);
        Assert.Equal(12, picture.FindAll(".boot-failure-lines li").Count);
        Assert.Equal("failed", picture.Find(".boot-status").TextContent);
    }

    [Fact]
    public void Picture_OfHostileText_HasItOnlyAsText()
    {
        var journal = new List<JournalEntry>();
        void Add(BootEvent bootEvent) => journal.Add(new JournalEntry(journal.Count, journal.Count * 1_000_000L, bootEvent));
        Add(new BootRequested(new BootRequest { Title = Hostile, Append = Hostile }, Hostile, DateTimeOffset.UnixEpoch, new HostFacts { Host = Hostile }));
        Add(new BootAdmitted());
        Add(new DiskPrepared(0, Hostile, Hostile, Hostile, 1, false));
        Add(new AttemptStarted(1, "tcg", Hostile));
        Add(new ProcessStarted("qemu", 1, ["qemu", Hostile]));
        Add(new OutputLine(OutputSource.Console, Encoding.UTF8.GetBytes(Hostile + "\n"), true));
        Add(new LaunchFlagReceived());
        Add(new CallStarted(1, Hostile, null));
        Add(new DaemonReport(1, [Hostile], [Hostile], [new DaemonFilesystem(Hostile, Hostile)]));
        Add(new BootEnded(BootStatus.Failed, Hostile, 5));

        var picture = Render(View(journal));

        Assert.Equal("boot-state", Assert.Single(picture.FindAll("script")).Id);
        Assert.Empty(picture.FindAll("img"));
        Assert.Equal(Hostile, picture.Find("h1").TextContent);
        Assert.Equal(Hostile, picture.Find("#boot-failure code").TextContent);
        using var state = JsonDocument.Parse(picture.Find("#boot-state").TextContent);
        Assert.Contains(state.RootElement.GetProperty("bars").EnumerateArray(), static bar => bar.GetProperty("name").GetString()!.Contains("onerror", StringComparison.Ordinal));
    }

    [Fact]
    public void Picture_AtAnAddress_ShowsThatWindowAndView()
    {
        var view = View(RecordedBoot.Load("tcg-analysis").Journal());
        var picture = Render(view, BootAddress.Read("table", "1.250-3.400", "kernel"));

        Assert.Equal("table", picture.Find("#boot").GetAttribute("data-view"));
        Assert.Equal("--from:1250;--to:3400", picture.Find("#boot-waterfall").GetAttribute("style"));
        Assert.Equal("kernel", picture.Find("#boot-zero option[selected]").GetAttribute("value"));
    }

    [Fact]
    public void Picture_ForReadersOnly_OffersNoAction()
    {
        var picture = Render<BootPicture>(parameters => parameters
            .Add(static it => it.View, View(RecordedBoot.Load("tcg-analysis").Journal().Take(300)))
            .Add(static it => it.ReadOnly, true));

        Assert.Empty(picture.FindAll("[data-post]"));
        Assert.DoesNotContain("boots/new", picture.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Pins_OfABoot_AreAListThatNeedsNoScript()
    {
        var view = View(RecordedBoot.Load("tcg-analysis").Journal()) with
        {
            Pins =
            [
                new() { Id = 2, Place = new PinPlace(4_000_000, 7, 9), Text = Hostile, CreatedBy = "kim", CreatedAt = DateTimeOffset.UnixEpoch, ChangedBy = "lee", ChangedAt = DateTimeOffset.UnixEpoch.AddDays(1) },
                new() { Id = 5, Place = new PinPlace(1_234_000_000), Text = "a moment", CreatedBy = "kim", CreatedAt = DateTimeOffset.UnixEpoch },
            ],
        };
        var picture = Render(view, BootAddress.Read(null, null, null, "5"));

        Assert.Null(picture.Find("#boot-pins").GetAttribute("hidden"));
        Assert.Equal(["#pin-2", "#pin-5"], picture.FindAll(".pin").Select(static pin => "#" + pin.Id));
        Assert.Equal(Hostile, picture.Find("#pin-2 .pin-text").TextContent);
        Assert.Equal("line 7, at 4.0 ms", picture.Find("#pin-2 .pin-place").TextContent);
        Assert.Equal("lee", picture.Find("#pin-2 .pin-by").TextContent);
        Assert.Equal("/boots/abcdefghij?pin=5#pin-5", picture.Find("#pin-5 .pin-go").GetAttribute("href"));
        Assert.Equal("at 1.23 s", picture.Find("#pin-5[aria-current] .pin-place").TextContent);
        Assert.Equal(["2", "5"], picture.FindAll(".wf-pin").Select(static flag => flag.TextContent));
        Assert.Empty(picture.FindAll("img"));
    }

    [Fact]
    public void Pins_ForReadersOnly_CannotBeChanged()
    {
        var picture = Render<BootPicture>(parameters => parameters
            .Add(static it => it.View, View(RecordedBoot.Load("tcg-analysis").Journal()) with { Pins = [new() { Id = 1, Place = new PinPlace(1), Text = "x", CreatedBy = "kim", CreatedAt = DateTimeOffset.UnixEpoch }] })
            .Add(static it => it.ReadOnly, true));

        Assert.Single(picture.FindAll("#pin-1"));
        Assert.Empty(picture.FindAll("[data-pin-do], #pin-form, #pin-new"));
    }

    private static BootView View(IEnumerable<JournalEntry> journal)
    {
        var fold = new ViewFold();
        foreach (var entry in journal)
        {
            fold.Add(entry);
        }

        return fold.View("abcdefghij", DateTimeOffset.UnixEpoch);
    }

    private IRenderedComponent<BootPicture> Render(BootView view, BootAddress? address = null) => Render<BootPicture>(parameters => parameters
        .Add(static it => it.View, view)
        .Add(static it => it.Address, address ?? BootAddress.Default));
}
