using System.Text;
using Guestfs.Core.Tests.Imports;
using Guestfs.Core.Tests.Timeline;
using Guestfs.Journal;
using Guestfs.Redaction;
using Guestfs.Timeline;

namespace Guestfs.Core.Tests.Redaction;

public class JournalRedactorTests
{
    [Theory]
    [MemberData(nameof(RecordedBoot.Names), MemberType = typeof(RecordedBoot))]
    public void Timeline_OfRedactedRecording_HasTheSameBarsAndTimes(string name)
    {
        var journal = RecordedBoot.Load(name).Journal();

        var redacted = Redact(journal, new RedactionChoices());

        Assert.Equal(Shape(journal), Shape(redacted));
        Assert.Equal(journal.Select(static entry => (entry.Sequence, entry.Offset)), redacted.Select(static entry => (entry.Sequence, entry.Offset)));
    }

    [Theory]
    [MemberData(nameof(RecordedBoot.Names), MemberType = typeof(RecordedBoot))]
    public void Timeline_WithoutConsole_HasTheSameBarsAndTimes(string name)
    {
        var journal = RecordedBoot.Load(name).Journal();

        var withheld = Redact(journal, new RedactionChoices { Console = false, Redact = false });

        Assert.DoesNotContain(withheld, static entry => entry.Event is OutputLine);
        Assert.Equal(Shape(journal), Shape(withheld));
        Assert.Equal(Shape(journal), Shape(withheld.Select(static entry => JournalJson.Read(JournalJson.Write(entry)))));
    }

    [Theory]
    [MemberData(nameof(Logs.Names), MemberType = typeof(Logs))]
    public async Task Timeline_OfRedactedImport_HasTheSameBarsAndTimes(string name)
    {
        foreach (var boot in (await Logs.ReadAsync(Logs.Bytes(name))).Boots)
        {
            Assert.Equal(Shape(boot.Journal), Shape(Redact(boot.Journal, new RedactionChoices { DiskNames = false })));
            Assert.Equal(Shape(boot.Journal), Shape(Redact(boot.Journal, new RedactionChoices { Console = false })));
            Assert.Equal(Shape(boot.Journal), Shape(Redact(boot.Journal, new RedactionChoices { Redact = false, CommandLine = false, Environment = false })));
        }
    }

    [Theory]
    [MemberData(nameof(RecordedBoot.Names), MemberType = typeof(RecordedBoot))]
    public void Line_OfRecording_StaysAsItIsButForNamesAndAddresses(string name)
    {
        var journal = RecordedBoot.Load(name).Journal();

        var redacted = Redact(journal, new RedactionChoices());

        var lines = journal.Zip(redacted).Where(static pair => pair.First.Event is OutputLine).ToList();
        var changed = lines.Count(static pair => Plain(pair.First) != Plain(pair.Second));
        Assert.True(changed <= Math.Max(10, lines.Count / 20), $"{changed} of {lines.Count} lines were changed.");
    }

    [Fact]
    public void Entry_WithChoicesThatHideNothing_IsTheSame()
    {
        var entry = new JournalEntry(0, 1, new CancelRequested("ada"));

        Assert.Same(entry, new JournalRedactor(RedactionChoices.None).Redact(entry));
    }

    private static string Plain(JournalEntry entry) =>
        Guestfs.Console.AnsiText.ToPlain(((OutputLine)entry.Event).Raw.Span);

    private static List<JournalEntry> Redact(IEnumerable<JournalEntry> journal, RedactionChoices choices)
    {
        var redactor = new JournalRedactor(choices);
        return [.. journal.Select(redactor.Redact)];
    }

    private static List<string> Shape(IEnumerable<JournalEntry> journal)
    {
        var timeline = TimelineChecks.Fold(journal);
        return [.. timeline.Bars.Select(static bar => $"{bar.Name} {bar.Attempt} {bar.Depth} {bar.Start} {bar.End} {bar.Rule} {bar.GuestStart} {bar.FirstSequence} {bar.LastSequence}"),
            .. timeline.Marks.Select(static mark => $"{mark.Name} {mark.At} {mark.Sequence}")];
    }
}
