using System.Text;
using System.Text.Json;
using Guestfs.Core.Tests.Timeline;
using Guestfs.Imports;
using Guestfs.Journal;
using Guestfs.Pins;

namespace Guestfs.Core.Tests.Imports;

public sealed class PinsImportTests
{
    private const string Good = """{"id":1,"place":{"at":5},"text":"look","createdBy":"kim","createdAt":"2026-05-03T12:00:00+00:00"}""";

    [Fact]
    public async Task Bundle_WithPins_GivesThemBackAsTheyWere()
    {
        var journal = RecordedBoot.Load("tcg-quiet").Journal();
        var line = (await PinnedLines.FindAsync(journal.ToAsyncEnumerable(), 3, TestContext.Current.CancellationToken))!;
        Pin[] pins =
        [
            new() { Id = 2, Place = line, Text = "on a line", CreatedBy = "kim", CreatedAt = Logs.Now, ChangedBy = "lee", ChangedAt = Logs.Now.AddDays(1) },
            new() { Id = 7, Place = new PinPlace(1_000_000), Text = "at a moment", CreatedBy = "kim", CreatedAt = Logs.Now },
        ];

        var boot = Assert.Single((await Logs.ReadAsync(Bundle(journal, JsonSerializer.SerializeToUtf8Bytes(PinsFile.Of(pins), JournalJson.Options)))).Boots);

        Assert.Equal(3, line.Line);
        Assert.IsType<OutputLine>(journal.Single(entry => entry.Sequence == line.Sequence).Event);
        Assert.Equal(pins, boot.Pins);
    }

    [Fact]
    public async Task Bundle_WhosePinnedLineWasLetGo_HasThePinOnItsMoment()
    {
        var journal = RecordedBoot.Load("tcg-quiet").Journal();
        var line = (await PinnedLines.FindAsync(journal.ToAsyncEnumerable(), 3, TestContext.Current.CancellationToken))!;
        var pin = new Pin { Id = 1, Place = line, Text = "look", CreatedBy = "kim", CreatedAt = Logs.Now };
        JournalEntry[] cut = [.. journal.Select(entry => entry.Sequence == line.Sequence ? entry with { Event = new OutputDropped(1, 5, entry.Sequence, entry.Sequence) } : entry)];

        var boot = Assert.Single((await Logs.ReadAsync(Bundle(cut, Write(pin)))).Boots);

        Assert.Equal([pin with { Place = new PinPlace(line.At) }], boot.Pins);
    }

    [Fact]
    public async Task Bundle_WithAPinBesideALineThatWasLetGo_IsRefused()
    {
        var journal = RecordedBoot.Load("tcg-quiet").Journal();
        var line = (await PinnedLines.FindAsync(journal.ToAsyncEnumerable(), 3, TestContext.Current.CancellationToken))!;
        var pin = new Pin { Id = 1, Place = line with { Sequence = line.Sequence + 1 }, Text = "look", CreatedBy = "kim", CreatedAt = Logs.Now };
        JournalEntry[] cut = [.. journal.Select(entry => entry.Sequence == line.Sequence ? entry with { Event = new OutputDropped(1, 5, entry.Sequence, entry.Sequence) } : entry)];

        Assert.Contains("on a line", (await Assert.ThrowsAnyAsync<ImportException>(() => Logs.ReadAsync(Bundle(cut, Write(pin))))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "cannot be read")]
    [InlineData("null", "cannot be read")]
    [InlineData("[]", "cannot be read")]
    [InlineData("""{"version":1}""", "cannot be read")]
    [InlineData("""{"version":1,"pins":null}""", "cannot be read")]
    [InlineData("""{"version":2,"pins":[]}""", "version is 2")]
    [InlineData("""{"version":1,"pins":[null]}""", "is null")]
    [InlineData("""{"version":1,"version":1,"pins":[]}""", "cannot be read")]
    [InlineData("""{"version":1,"pins":[GOOD,GOOD]}""", "has the id 1")]
    [InlineData("""{"version":1,"pins":[{"place":{"at":5},"text":"x","createdBy":"kim","createdAt":"2026-05-03T12:00:00Z"}]}""", "cannot be read")]
    public async Task Bundle_WithABadFileOfPins_IsRefused(string file, string reason) =>
        Assert.Contains(reason, await RefusedAsync(file.Replace("GOOD", Good, StringComparison.Ordinal)), StringComparison.Ordinal);

    [Theory]
    [InlineData("\"id\":1", "\"id\":0", "has the id 0")]
    [InlineData("\"id\":1", "\"id\":2147483647", "has the id")]
    [InlineData("\"id\":1", "\"id\":1e99", "cannot be read")]
    [InlineData("\"at\":5", "\"at\":-1", "in no boot")]
    [InlineData("\"at\":5", "\"at\":9223372036854775807", "in no boot")]
    [InlineData("\"at\":5", "\"at\":NaN", "cannot be read")]
    [InlineData("\"at\":5", "\"at\":5,\"line\":3", "on a line")]
    [InlineData("\"at\":5", "\"at\":5,\"line\":999999,\"sequence\":3", "on a line")]
    [InlineData("\"at\":5", "\"at\":5,\"sequence\":3", "on a line")]
    [InlineData("{\"at\":5}", "null", "cannot be read")]
    [InlineData("\"look\"", "\"\"", "is empty")]
    [InlineData("\"look\"", "\"two\\nlines\"", "control characters")]
    [InlineData("\"look\"", "\" blank\"", "blanks")]
    [InlineData("\"look\"", "\"\\ud83d\"", "cannot be read")]
    [InlineData("\"look\"", "null", "cannot be read")]
    [InlineData("\"kim\"", "\"\\u001b[31m\"", "control characters")]
    [InlineData("\"kim\"", "\"kim\",\"changedBy\":\"lee\"", "without the other")]
    [InlineData("2026-05-03T12:00:00+00:00", "0001-01-01T00:00:00+00:00", "before 1971")]
    [InlineData("2026-05-03T12:00:00+00:00", "soon", "cannot be read")]
    public async Task Bundle_WithAPinThatNobodySet_IsRefused(string good, string bad, string reason) =>
        Assert.Contains(reason, await RefusedAsync($$"""{"version":1,"pins":[{{Good.Replace(good, bad, StringComparison.Ordinal)}}]}"""), StringComparison.Ordinal);

    [Fact]
    public async Task Bundle_WithPinsThatItsManifestDoesNotList_IsRefused()
    {
        byte[] journal = [.. RecordedBoot.Load("tcg-quiet").Journal().SelectMany(static entry => JournalJson.Write(entry).Append((byte)'\n'))];
        var bundle = Zips.Zip(("manifest.json", Zips.Manifest(("journal.jsonl", journal))), ("pins.json", """{"version":1,"pins":[]}"""u8.ToArray()), ("journal.jsonl", journal));

        Assert.Contains("\"pins.json\" is not listed", (await Assert.ThrowsAnyAsync<ImportException>(() => Logs.ReadAsync(bundle))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bundle_WithMorePinsThanABootMayHave_IsRefused() =>
        Assert.Contains("101 pins", await RefusedAsync($$"""{"version":1,"pins":[{{string.Join(',', Enumerable.Range(1, 101).Select(static id => Good.Replace("\"id\":1", $"\"id\":{id}", StringComparison.Ordinal)))}}]}"""), StringComparison.Ordinal);

    [Fact]
    public async Task Bundle_WithATooLongText_IsRefused() =>
        Assert.Contains("201 characters", await RefusedAsync($$"""{"version":1,"pins":[{{Good.Replace("look", new string('x', 201), StringComparison.Ordinal)}}]}"""), StringComparison.Ordinal);

    [Fact]
    public async Task Bundle_WithDeepPins_IsRefused() =>
        Assert.Contains("cannot be read", await RefusedAsync("{\"version\":1,\"pins\":" + new string('[', 10_000)), StringComparison.Ordinal);

    private static async Task<string> RefusedAsync(string pins)
    {
        var refused = await Assert.ThrowsAnyAsync<ImportException>(() => Logs.ReadAsync(Bundle(RecordedBoot.Load("tcg-quiet").Journal(), Encoding.UTF8.GetBytes(pins))));
        Assert.Contains("Nothing was imported", refused.Message, StringComparison.Ordinal);
        return refused.Message;
    }

    private static byte[] Write(Pin pin) => JsonSerializer.SerializeToUtf8Bytes(PinsFile.Of([pin]), JournalJson.Options);

    private static byte[] Bundle(IReadOnlyList<JournalEntry> entries, byte[] pins)
    {
        byte[] journal = [.. entries.SelectMany(static entry => JournalJson.Write(entry).Append((byte)'\n'))];
        return Zips.Zip(("manifest.json", Zips.Manifest(("pins.json", pins), ("journal.jsonl", journal))), ("pins.json", pins), ("journal.jsonl", journal));
    }
}
