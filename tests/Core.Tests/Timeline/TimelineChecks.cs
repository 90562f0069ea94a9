using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Core.Tests.Timeline;

/// <summary>What every timeline promises, whatever the journal.</summary>
internal static class TimelineChecks
{
    public static BootTimeline Fold(IEnumerable<JournalEntry> entries)
    {
        var builder = new TimelineBuilder();
        foreach (var entry in entries)
        {
            builder.Add(entry);
        }

        return builder.Snapshot();
    }

    /// <summary>The picture that a viewer has who starts from nothing and applies every change.</summary>
    public static BootTimeline Replay(IEnumerable<JournalEntry> entries)
    {
        var builder = new TimelineBuilder();
        var bars = new List<TimelineBar>();
        var marks = new List<TimelineMark>();
        foreach (var change in entries.SelectMany(builder.Add))
        {
            switch (change)
            {
                case BarOpened opened:
                    Assert.Equal(bars.Count, opened.Bar.Id);
                    bars.Add(opened.Bar);
                    break;
                case BarClosed closed:
                    Assert.Null(bars[closed.Id].End);
                    bars[closed.Id] = bars[closed.Id] with { End = closed.End, LastSequence = closed.LastSequence };
                    break;
                case MarkAdded added:
                    marks.Add(added.Mark);
                    break;
            }
        }

        return new BootTimeline(StageRules.Default.Version, bars, marks, builder.End);
    }

    public static void HoldsPromises(BootTimeline timeline)
    {
        StagesTouch(timeline);
        for (var i = 0; i < timeline.Bars.Count; i++)
        {
            var bar = timeline.Bars[i];
            Assert.Equal(i, bar.Id);
            Assert.True(i == 0 || timeline.Bars[i - 1].Start <= bar.Start, $"{bar.Name} opens before the bar above it");
            Assert.True(bar.End is null || bar.End >= bar.Start, $"{bar.Name} ends before it begins");
            if (bar.Kind != BarKind.Stage)
            {
                var parent = timeline.Bars[bar.Parent];
                Assert.Equal(parent.Depth + 1, bar.Depth);
                Assert.Equal(parent.Stage, bar.Stage);
                Assert.Equal(parent.Attempt, bar.Attempt);
                Assert.True(bar.Start >= parent.Start && (parent.End is null || bar.End <= parent.End), $"{bar.Name} reaches out of {parent.Name}");
            }
        }

        foreach (var stage in timeline.Stages.Where(static stage => stage.End is not null))
        {
            PartsFill(stage, [.. timeline.Bars.Where(bar => bar.Parent == stage.Id)]);
        }
    }

    /// <summary>A boot that is over is its stages, to the nanosecond.</summary>
    public static void StagesSumTo(BootTimeline timeline, long total)
    {
        Assert.All(timeline.Bars, static bar => Assert.NotNull(bar.End));
        Assert.Equal(total, timeline.Stages.Sum(static stage => stage.End!.Value - stage.Start));
    }

    private static void StagesTouch(BootTimeline timeline)
    {
        long? at = 0;
        foreach (var stage in timeline.Stages)
        {
            Assert.Equal(at, stage.Start);
            Assert.Equal(0, stage.Depth);
            Assert.Equal(-1, stage.Parent);
            at = stage.End;
        }
    }

    /// <summary>Activities and gaps follow each other without overlap and leave no more than a millisecond between.</summary>
    private static void PartsFill(TimelineBar stage, IReadOnlyList<TimelineBar> parts)
    {
        var at = stage.Start;
        foreach (var part in parts)
        {
            Assert.InRange(part.Start - at, 0, 1_000_000);
            Assert.NotNull(part.End);
            Assert.True(part.Kind == BarKind.Activity || part.End - part.Start > 1_000_000, $"gap {part.Name} is too short to show");
            at = part.End.Value;
        }

        Assert.InRange(stage.End!.Value - at, 0, 1_000_000);
    }
}
