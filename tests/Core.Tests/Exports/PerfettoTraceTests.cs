using System.Text.Json;
using Guestfs.Core.Tests.Timeline;
using Guestfs.Exports;
using Guestfs.Timeline;

namespace Guestfs.Core.Tests.Exports;

public sealed class PerfettoTraceTests
{
    [Theory]
    [MemberData(nameof(RecordedBoot.Names), MemberType = typeof(RecordedBoot))]
    public void Slices_OfARecordedBoot_AreItsBarsToTheNanosecond(string name)
    {
        var boot = ExportSamples.Recorded(name);

        var slices = Events(boot, "X").Select(static slice => (
            Nanoseconds(slice, "ts"), Nanoseconds(slice, "dur"), slice.GetProperty("args").GetProperty("stage").GetString()!, slice.GetProperty("name").GetString()!.Trim('(', ')')));

        Assert.Equal(boot.Timeline.Bars.Select(bar => (bar.Start, boot.LengthOf(bar), bar.Stage, bar.Name)), slices);
    }

    [Theory]
    [MemberData(nameof(RecordedBoot.Names), MemberType = typeof(RecordedBoot))]
    public void Slices_OnOneTrack_OnlyNest(string name)
    {
        var boot = ExportSamples.Recorded(name);

        foreach (var track in Events(boot, "X").GroupBy(static slice => slice.GetProperty("tid").GetInt32()))
        {
            var open = new Stack<long>();
            foreach (var slice in track)
            {
                var start = Nanoseconds(slice, "ts");
                while (open.TryPeek(out var end) && end <= start)
                {
                    open.Pop();
                }

                var over = start + Nanoseconds(slice, "dur");
                Assert.True(!open.TryPeek(out var enclosing) || over <= enclosing, $"{slice.GetProperty("name")} reaches out of the slice it lies in");
                open.Push(over);
            }
        }
    }

    [Theory]
    [MemberData(nameof(RecordedBoot.Names), MemberType = typeof(RecordedBoot))]
    public void Slices_OfStagesAndWhatNestsInThem_ShareATrack(string name)
    {
        var boot = ExportSamples.Recorded(name);
        var stages = Events(boot, "X").Where(static slice => slice.GetProperty("cat").GetString() == "stage");

        Assert.All(stages, static slice => Assert.Equal(1, slice.GetProperty("tid").GetInt32()));
    }

    /// <summary>What the Trace Event Format asks of each kind of event.</summary>
    [Theory]
    [MemberData(nameof(RecordedBoot.Names), MemberType = typeof(RecordedBoot))]
    public void Trace_OfARecordedBoot_KeepsTheFormat(string name)
    {
        var boot = ExportSamples.Recorded(name);
        using var document = JsonDocument.Parse(ExportSamples.Text(PerfettoTrace.Write, boot));

        Assert.Equal("ms", document.RootElement.GetProperty("displayTimeUnit").GetString());
        var named = new HashSet<int>();
        foreach (var item in document.RootElement.GetProperty("traceEvents").EnumerateArray())
        {
            var phase = item.GetProperty("ph").GetString();
            Assert.NotEmpty(item.GetProperty("name").GetString()!);
            Assert.Equal(1, item.GetProperty("pid").GetInt32());
            Assert.Equal(JsonValueKind.Object, item.GetProperty("args").ValueKind);
            switch (phase)
            {
                case "X":
                    Assert.True(item.GetProperty("ts").GetDecimal() >= 0 && item.GetProperty("dur").GetDecimal() >= 0);
                    Assert.NotEmpty(item.GetProperty("cat").GetString()!);
                    break;
                case "i":
                    Assert.Matches("^[gpt]$", item.GetProperty("s").GetString());
                    Assert.True(item.GetProperty("ts").GetDecimal() >= 0);
                    break;
                case "M":
                    Assert.NotEmpty(item.GetProperty("args").GetProperty("name").GetString()!);
                    if (item.TryGetProperty("tid", out var thread))
                    {
                        Assert.True(named.Add(thread.GetInt32()));
                    }

                    break;
                default:
                    Assert.Fail($"{phase} is not a phase this trace has.");
                    break;
            }
        }

        Assert.Equal(Events(boot, "X").Select(static slice => slice.GetProperty("tid").GetInt32()).Distinct().Order(), named.Order());
        Assert.Equal(boot.Timeline.Marks.Select(static mark => (mark.Name, mark.At)), Events(boot, "i").Select(static item => (item.GetProperty("name").GetString()!, Nanoseconds(item, "ts"))));
    }

    [Fact]
    public void Slices_ThatCross_GoToTracksOfTheirOwn()
    {
        var bars = new List<TimelineBar>
        {
            new(0, -1, BarKind.Stage, "kernel", "kernel", 1, 0, 0, 100, 0, 9, null, null),
            new(1, 0, BarKind.Activity, "kernel:a", "kernel", 1, 1, 10, 50, 1, 2, null, null),
            new(2, 1, BarKind.Activity, "kernel:b", "kernel", 1, 2, 20, 70, 1, 2, null, null),
            new(3, 0, BarKind.Activity, "kernel:c", "kernel", 1, 1, 50, 60, 1, 2, null, null),
        };
        var boot = ExportSamples.Hostile("x") with { Timeline = new BootTimeline(1, bars, [], 100) };

        Assert.Equal([1, 1, 2, 1], Events(boot, "X").Select(static slice => slice.GetProperty("tid").GetInt32()));
    }

    private static List<JsonElement> Events(ExportedBoot boot, string phase) =>
        [.. JsonDocument.Parse(ExportSamples.Text(PerfettoTrace.Write, boot)).RootElement.GetProperty("traceEvents").EnumerateArray().Where(item => item.GetProperty("ph").GetString() == phase)];

    private static long Nanoseconds(JsonElement item, string property) => (long)(item.GetProperty(property).GetDecimal() * 1000);
}
