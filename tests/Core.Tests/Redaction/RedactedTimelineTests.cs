using CsCheck;
using Guestfs.Core.Tests.Timeline;
using Guestfs.Journal;
using Guestfs.Redaction;
using Guestfs.Timeline;

namespace Guestfs.Core.Tests.Redaction;

public sealed class RedactedTimelineTests
{
    /// <summary>A redacted word is shown only when it is whole, which must not move the bars of its line.</summary>
    [Theory]
    [MemberData(nameof(RecordedBoot.Names), MemberType = typeof(RecordedBoot))]
    public void Timeline_OfWhatAShareShows_HasTheSameTimes(string name)
    {
        var journal = RecordedBoot.Load(name).Journal();

        Gen.Select(Gen.Int[0, 100_000], Gen.Bool).Sample(
            (seed, console) =>
            {
                var given = RecordedBoot.InPieces(journal, seed, late: true);
                var redactor = new JournalRedactor(new RedactionChoices { Console = console });

                Assert.Equal(Times(given), Times(given.Select(redactor.Redact)));
            },
            iter: 20);
    }

    private static List<string> Times(IEnumerable<JournalEntry> journal) =>
        [.. TimelineChecks.Fold(journal).Bars.Select(static bar => $"{bar.Kind} {bar.Stage} {bar.Attempt} {bar.Depth} {bar.Start} {bar.End} {bar.Rule} {bar.GuestStart}")];
}
