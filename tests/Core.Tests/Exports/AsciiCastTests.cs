using System.Text;
using System.Text.Json;
using CsCheck;
using Guestfs.Core.Tests.Timeline;
using Guestfs.Journal;

namespace Guestfs.Core.Tests.Exports;

public sealed class AsciiCastTests
{
    [Fact]
    public void Header_NamesTheVersionTheSizeAndTheInstant()
    {
        var boot = ExportSamples.Recorded("tcg-quiet");
        using var header = JsonDocument.Parse(ExportSamples.Cast(RecordedBoot.Load("tcg-quiet").Journal()).Split('\n')[0]);

        Assert.Equal(2, header.RootElement.GetProperty("version").GetInt32());
        Assert.True(header.RootElement.GetProperty("width").GetInt32() >= 80);
        Assert.True(header.RootElement.GetProperty("height").GetInt32() >= 24);
        Assert.Equal(boot.Summary.RequestedAt.ToUnixTimeSeconds(), header.RootElement.GetProperty("timestamp").GetInt64());
        Assert.Equal("a boot", header.RootElement.GetProperty("title").GetString());
    }

    [Fact]
    public void Events_OfARecordedBoot_HaveTheTimesOfTheJournal()
    {
        var journal = RecordedBoot.Load("tcg-quiet").Journal();
        var times = journal.Where(static entry => entry.Event is OutputLine { Source: OutputSource.Console }).Select(static entry => entry.Offset);

        var events = Events(journal);

        Assert.All(events, static item => Assert.Equal("o", item.Kind));
        Assert.Subset(times.ToHashSet(), events.Select(static item => item.At).ToHashSet());
        Assert.Equal(events.Select(static item => item.At).Order(), events.Select(static item => item.At));
    }

    /// <summary>Cut anywhere, the text is that of the whole, and no event begins or ends inside a character.</summary>
    [Fact]
    public void Events_OfTextCutAnywhere_NeverSplitACharacter()
    {
        var whole = Encoding.UTF8.GetBytes("a\u00e4\u20ac\U0001F600 \e[1mbold\e[0m \u4f60\u597d\n");
        Gen.Int[0, whole.Length].Array[0, 6].Sample(cuts =>
        {
            var places = cuts.Append(0).Append(whole.Length).Order().ToList();
            var lines = places.Zip(places.Skip(1), (from, to) => new OutputLine(OutputSource.Console, whole.AsMemory(from, to - from), to == whole.Length));

            var texts = Events(lines.Select(static (line, i) => new JournalEntry(i, i, line))).ConvertAll(static item => item.Text);

            Assert.Equal("a\u00e4\u20ac\U0001F600 \e[1mbold\e[0m \u4f60\u597d\r\n", string.Concat(texts));
            Assert.All(texts, static text => Assert.False(char.IsLowSurrogate(text[0]) || char.IsHighSurrogate(text[^1])));
        });
    }

    [Fact]
    public void Events_OfBytesThatAreNotUtf8_ShowThatSomethingWasThere()
    {
        var texts = Events([Line(0, [(byte)'a', 0xff, (byte)'b', 0xe2, 0x82]), Line(1, [(byte)'\n'])]).ConvertAll(static item => item.Text);

        Assert.Equal("a\ufffdb\ufffd\r\n", string.Concat(texts));
    }

    [Theory]
    [InlineData("\e]0;title\aafter", "after")]
    [InlineData("\e]52;c;ZXZpbA==\e\\after", "after")]
    [InlineData("\ePq#0\e\\after", "after")]
    [InlineData("\e[cafter", "after")]
    [InlineData("\e[6nafter", "after")]
    [InlineData("\e[?1049hafter", "after")]
    [InlineData("\e[31mred\e[2J\e[3;4Hx", "\e[31mred\e[2J\e[3;4Hx")]
    [InlineData("\e]0;never ended\r\nnext", "\r\nnext")]
    [InlineData("\u009b31mx\u0005", "31mx")]
    [InlineData("\e(0x\eZ", "x")]
    public void Events_WithSequences_KeepThePictureAndNothingThatReachesBeyondIt(string printed, string kept)
    {
        foreach (var size in new[] { 1, 3, 1000 })
        {
            var pieces = Encoding.UTF8.GetBytes(printed).Chunk(size).Select((piece, i) => Line(i, piece));
            Assert.Equal(kept, string.Concat(Events(pieces).Select(static item => item.Text)));
        }
    }

    [Fact]
    public void Events_OfOtherPrograms_AreLeftOut()
    {
        var journal = new[] { new JournalEntry(0, 0, new OutputLine(OutputSource.Qemu, "qemu\n"u8.ToArray(), true)), Line(1, "guest\n"u8.ToArray()) };

        Assert.Equal("guest\r\n", Assert.Single(Events(journal)).Text);
    }

    private static JournalEntry Line(long at, byte[] bytes) => new(at, at, new OutputLine(OutputSource.Console, bytes, bytes[^1] == '\n'));

    private static List<(long At, string Kind, string Text)> Events(IEnumerable<JournalEntry> journal) =>
        [.. ExportSamples.Cast(journal).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(static line =>
        {
            var parts = JsonDocument.Parse(line).RootElement;
            return ((long)(parts[0].GetDecimal() * 1_000_000_000), parts[1].GetString()!, parts[2].GetString()!);
        })];
}
