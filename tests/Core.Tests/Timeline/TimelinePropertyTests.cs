using System.Text;
using CsCheck;
using Guestfs.Core.Tests.Journal;
using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Core.Tests.Timeline;

/// <summary>What holds for any journal at all: hostile, damaged, out of order.</summary>
public class TimelinePropertyTests
{
    private static readonly string[] Words =
    [
        .. StageRuleTableTests.Rows.Select(static row => row.Data.Item3),
        "supermin: ", "febootstrap: ", "+ ", "/init: ", "calling  ", "initcall ", "[    1.000000] ", "\u001b[31m", "\u001b]0;", "guestfsd", "\r", "\0", "é",
    ];

    private static readonly Gen<byte[]> Text = Gen.OneOf(
        Gen.OneOf(Words).Array[1, 3].Select(static words => Encoding.UTF8.GetBytes(string.Concat(words))),
        Gen.Select(Gen.OneOf(Words), Gen.Int[0, 60], static (word, length) => Encoding.UTF8.GetBytes(word[..Math.Min(length, word.Length)])),
        Gen.Byte.Array[0, 30]);

    private static readonly Gen<BootEvent> Line =
        Gen.Select(Gen.Frequency((1, Gen.Const(OutputSource.Supermin)), (8, Gen.Const(OutputSource.Console)), (1, Gen.Enum<OutputSource>())), Text, Gen.Bool, static (source, text, terminated) =>
            (BootEvent)new OutputLine(source, terminated ? [.. text, (byte)'\n'] : text, terminated));

    private static readonly Gen<List<JournalEntry>> Journals =
        Gen.Select(Gen.Frequency((12, Line), (2, JournalEntryGen.Event), (1, Gen.OneOf<BootEvent>(
                new BootAdmitted(), new AttemptStarted(1, "kvm", ""), new AttemptStarted(2, "tcg", ""), new LaunchFlagReceived(), new ShutdownStarted("")))), Gen.Long[-2_000_000, 8_000_000])
            .Array[0, 120]
            .Select(static steps =>
            {
                var entries = new List<JournalEntry>();
                var at = 0L;
                foreach (var (bootEvent, wait) in steps)
                {
                    at = Math.Max(0, at + wait);
                    entries.Add(new JournalEntry(entries.Count, at, bootEvent));
                }

                return entries;
            });

    [Fact]
    public void AnyJournal_KeepsThePromises() =>
        Journals.Sample(static journal =>
        {
            var timeline = TimelineChecks.Fold(journal);

            TimelineChecks.HoldsPromises(timeline);
            Assert.Equal(TimelineText.Write(timeline), TimelineText.Write(TimelineChecks.Replay(journal)));
        });

    [Fact]
    public void AnyJournal_ThatEnds_IsTheSumOfItsStages() =>
        Journals.Sample(static journal =>
        {
            journal.RemoveAll(static entry => entry.Event is BootEnded);
            var end = journal.Select(static entry => entry.Offset).DefaultIfEmpty().Max() + 5;
            journal.Add(new JournalEntry(journal.Count, end, new BootEnded(BootStatus.Failed, "", null)));

            TimelineChecks.StagesSumTo(TimelineChecks.Fold(journal), end);
        });

    [Fact]
    public void AnyJournal_WithoutTheLaunchFlag_IsNeverReady() =>
        Journals.Sample(static journal =>
        {
            var fold = new BootFold();
            foreach (var entry in journal.Where(static entry => entry.Event is not (LaunchFlagReceived or BootEnded)))
            {
                fold.Add(entry);
            }

            Assert.Null(fold.ReadyAfter);
            Assert.NotEqual(BootStatus.Ready, fold.Status);
            Assert.DoesNotContain(fold.Timeline.Marks, static mark => mark.Name == "ready");
        });

    [Fact]
    public void AnyPrefix_GivesTheBeginningOfTheTimeline() =>
        Gen.Select(Journals, Gen.Int[0, 120]).Sample(static (journal, length) =>
        {
            var whole = TimelineChecks.Fold(journal);
            var cut = TimelineChecks.Fold(journal.Take(length));

            Assert.Equal(whole.Bars.Take(cut.Bars.Count).Select(Opened), cut.Bars.Select(Opened));
            Assert.Equal(whole.Marks.Take(cut.Marks.Count), cut.Marks);
        });

    private static TimelineBar Opened(TimelineBar bar) => bar with { End = null, LastSequence = null };
}
