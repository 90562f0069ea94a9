using CsCheck;
using Guestfs.Core.Tests.Timeline;
using Guestfs.Timeline;
using Guestfs.Web.Live;

namespace Guestfs.Web.Tests.Live;

public sealed class FrameFoldTests
{
    [Theory]
    [MemberData(nameof(RecordedBoot.Names), MemberType = typeof(RecordedBoot))]
    public void Frames_AfterAnyPicture_CompleteItsTimeline(string name)
    {
        var journal = RecordedBoot.Load(name).Journal();
        var whole = new FrameFold();
        var frames = journal.Select(whole.Add).ToList();

        Gen.Int[0, journal.Count].Sample(
            cut =>
            {
                var before = new BootFold();
                journal.Take(cut).ToList().ForEach(entry => before.Add(entry));
                var bars = before.Timeline.Bars.ToList();
                var marks = before.Timeline.Marks.ToList();
                foreach (var change in frames.Skip(cut).SelectMany(static frame => frame.Changes ?? []))
                {
                    Apply(change, bars, marks);
                }

                Assert.Equal(whole.Boot.Timeline.Bars, bars);
                Assert.Equal(whole.Boot.Timeline.Marks, marks);
            },
            iter: 40);
    }

    [Theory]
    [MemberData(nameof(RecordedBoot.Names), MemberType = typeof(RecordedBoot))]
    public void Status_LastOneSent_IsThatOfTheFold(string name)
    {
        var fold = new FrameFold();
        var last = RecordedBoot.Load(name).Journal().Select(fold.Add).Last(static frame => frame.Status is not null).Status!;

        Assert.Equal((fold.Boot.Status, fold.Boot.Stage, fold.Boot.Sentence), (last.Status, last.Stage, last.Sentence));
    }

    private static void Apply(TimelineChange change, List<TimelineBar> bars, List<TimelineMark> marks)
    {
        switch (change)
        {
            case BarOpened opened:
                Assert.Equal(bars.Count, opened.Bar.Id);
                bars.Add(opened.Bar);
                break;
            case BarClosed closed:
                bars[closed.Id] = bars[closed.Id] with { End = closed.End, LastSequence = closed.LastSequence };
                break;
            case MarkAdded added:
                marks.Add(added.Mark);
                break;
        }
    }
}
