using CsCheck;
using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Core.Tests.Timeline;

public class RecordedBootTests
{
    /// <summary>With GUESTFS_ACCEPT=1 the expected texts are written anew; read the difference before committing it.</summary>
    [Theory]
    [MemberData(nameof(RecordedBoot.Names), MemberType = typeof(RecordedBoot))]
    public void Timeline_OfRecordedBoot_IsTheReviewedOne(string name)
    {
        var actual = TimelineText.Write(TimelineChecks.Fold(RecordedBoot.Load(name).Journal()));

        Assert.Equal(Expected(name, actual), actual);
    }

    [Theory]
    [MemberData(nameof(RecordedBoot.Names), MemberType = typeof(RecordedBoot))]
    public void Timeline_OfRecordedBoot_KeepsItsPromises(string name)
    {
        var journal = RecordedBoot.Load(name).Journal();

        var timeline = TimelineChecks.Fold(journal);

        TimelineChecks.HoldsPromises(timeline);
        TimelineChecks.StagesSumTo(timeline, journal[^1].Offset);
        Assert.Equal(TimelineText.Write(timeline), TimelineText.Write(TimelineChecks.Replay(journal)));
    }

    [Theory]
    [MemberData(nameof(RecordedBoot.Names), MemberType = typeof(RecordedBoot))]
    public void Timeline_OfReadsOfAnySize_IsTheSame(string name)
    {
        var boot = RecordedBoot.Load(name);
        var whole = TimelineText.Write(TimelineChecks.Fold(boot.Journal(64 * 1024)));

        Assert.Equal(whole, TimelineText.Write(TimelineChecks.Fold(boot.Journal(7))));
        Assert.Equal(whole, TimelineText.Write(TimelineChecks.Fold(boot.Journal(1))));
    }

    [Theory]
    [MemberData(nameof(RecordedBoot.Names), MemberType = typeof(RecordedBoot))]
    public void Timeline_AfterJson_IsTheSame(string name)
    {
        var journal = RecordedBoot.Load(name).Journal();

        var read = journal.Select(static entry => JournalJson.Read(JournalJson.Write(entry)));

        Assert.Equal(TimelineText.Write(TimelineChecks.Fold(journal)), TimelineText.Write(TimelineChecks.Fold(read)));
    }

    [Theory]
    [MemberData(nameof(RecordedBoot.Names), MemberType = typeof(RecordedBoot))]
    public void Timeline_OfTruncatedJournal_IsTheBeginningOfTheWhole(string name)
    {
        var journal = RecordedBoot.Load(name).Journal();
        var whole = TimelineChecks.Fold(journal).Bars;

        Gen.Int[0, journal.Count].Sample(
            length =>
            {
                var cut = TimelineChecks.Fold(journal.Take(length));
                TimelineChecks.HoldsPromises(cut);
                foreach (var bar in cut.Bars)
                {
                    Assert.Equal(whole[bar.Id] with { End = bar.End, LastSequence = bar.LastSequence }, bar);
                    Assert.True(bar.End is null || bar.End == whole[bar.Id].End);
                }
            },
            iter: 50);
    }

    /// <summary>Showing half a line early changes when it is understood, never what it means or when it began.</summary>
    [Theory]
    [MemberData(nameof(RecordedBoot.Names), MemberType = typeof(RecordedBoot))]
    public void Timeline_WithLinesShownInPieces_HasTheSameBars(string name)
    {
        var journal = RecordedBoot.Load(name).Journal();
        var whole = Shape(journal);

        Gen.Int[0, 100_000].Sample(seed => Assert.Equal(whole, Shape(RecordedBoot.InPieces(journal, seed))), iter: 20);
    }

    [Fact]
    public void Recordings_AreRealAndWhole()
    {
        Assert.Equal(14, RecordedBoot.Names.Count);
        Assert.Contains("failed to set MSR", File.ReadAllText(Path.Combine(RecordedBoot.Folder, "kvm-abort.qemu.log")), StringComparison.Ordinal);
        Assert.Contains("Kernel panic", RecordedBoot.Load("no-init").ConsoleText, StringComparison.Ordinal);
    }

    private static List<string> Shape(IEnumerable<JournalEntry> journal)
    {
        var timeline = TimelineChecks.Fold(journal);
        TimelineChecks.HoldsPromises(timeline);
        return [.. timeline.Bars.Select(static bar => $"{bar.Name} {bar.Attempt} {bar.Depth} {bar.Start} {bar.End} {bar.Rule} {bar.GuestStart}")];
    }

    private static string Expected(string name, string actual)
    {
        if (Environment.GetEnvironmentVariable("GUESTFS_ACCEPT") == "1")
        {
            File.WriteAllText(Path.Combine(SourceFolder(), $"{name}.timeline.txt"), actual);
            return actual;
        }

        return File.ReadAllText(Path.Combine(RecordedBoot.Folder, $"{name}.timeline.txt"));
    }

    private static string SourceFolder([System.Runtime.CompilerServices.CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../TestData/consoles"));
}
