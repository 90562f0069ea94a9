using System.Text;
using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Core.Tests.Timeline;

public class StageRulesTests
{
    [Fact]
    public void Default_Table_HasAVersionThatEveryTimelineNames()
    {
        Assert.Equal(StageRules.Default.Version, new TimelineBuilder().Snapshot().RulesVersion);
        Assert.True(StageRules.Default.Version > 0);
    }

    [Fact]
    public void Own_Table_DrawsItsOwnTimeline()
    {
        var rules = Parse("""{ "id": "x", "from": "console", "text": ["hello {name}!"], "stage": "kernel", "begin": ["kernel:greet {name}"] }""");
        var builder = new TimelineBuilder(rules);

        foreach (var entry in JournalWriter.Booting().Console("well, hello world!").Entries)
        {
            builder.Add(entry);
        }

        Assert.Equal("kernel:greet world", builder.Bars[^1].Name);
        Assert.Equal(7, builder.Snapshot().RulesVersion);
    }

    [Theory]
    [InlineData("""{ "id": "x", "from": "console", "text": ["ab"], "stage": "session" }""", "only the engine can")]
    [InlineData("""{ "id": "x", "from": "console", "text": ["ab"], "stage": "appliance" }""", "only the engine can")]
    [InlineData("""{ "id": "x", "from": "console", "text": ["ab"], "stage": "qemu" }""", "only the engine can")]
    [InlineData("""{ "id": "x", "from": "console", "text": ["ab"], "in": ["kernal"] }""", "no stage \"kernal\"")]
    [InlineData("""{ "id": "x", "from": "console", "text": ["ab"] }""", "needs a stage")]
    [InlineData("""{ "id": "x", "from": "radio", "text": ["ab"], "stage": "kernel" }""", "no source \"radio\"")]
    [InlineData("""{ "id": "x", "from": "console", "stage": "kernel" }""", "either text or trace")]
    [InlineData("""{ "id": "x", "from": "console", "text": ["ab"], "trace": ["cd"], "stage": "kernel" }""", "either text or trace")]
    [InlineData("""{ "id": "x", "from": "console", "text": ["a"], "stage": "kernel" }""", "two characters")]
    [InlineData("""{ "id": "x", "from": "console", "text": ["{word} ab"], "stage": "kernel" }""", "two characters")]
    [InlineData("""{ "id": "x", "from": "console", "text": ["<nobody>ab"], "stage": "kernel" }""", "no prefix \"nobody\"")]
    [InlineData("""{ "id": "x", "from": "console", "text": ["ab {c}"], "stage": "kernel", "begin": ["kernel:{d}"] }""", "names \"d\"")]
    [InlineData("""{ "id": "x", "from": "console", "text": ["ab {a} {b} {c} {d} {e}"], "stage": "kernel" }""", "more than 4")]
    [InlineData("""{ "id": "x", "from": "console", "text": ["ab"], "stage": "kernel", "colour": "red" }""", "colour")]
    [InlineData("""{ "id": "x", "from": "console", "text": ["ab"], "stage": "kernel" }, { "id": "x", "from": "console", "text": ["cd"], "stage": "kernel" }""", "twice")]
    [InlineData("""{ "from": "console", "text": ["ab"], "stage": "kernel" }""", "id")]
    public void Table_WithAMistake_IsRefusedByName(string rules, string expected)
    {
        var exception = Assert.Throws<GuestfsException>(() => Parse(rules));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ab {x} cd", "ab 12 cd", "12")]
    [InlineData("ab {x}.ko", "ab foo.ko.xz", "foo")]
    [InlineData("ab {x}", "ab foo bar", "foo")]
    [InlineData("ab {x}", "ab <foo>", null)]
    [InlineData("ab {x} cd", "ab 12 ce", null)]
    [InlineData("ab {x...}", "ab the rest of it", "the rest of it")]
    [InlineData("^ab {x}", "[    1.000000] ab c", "c")]
    [InlineData("^ab {x}", "z ab c", null)]
    [InlineData("ab {x}$", "ab c  ", "c")]
    [InlineData("ab {x}$", "ab c d", null)]
    public void Template_OnALine_TakesTheWord(string template, string line, string? expected)
    {
        var rules = Parse($$"""{ "id": "x", "from": "console", "text": ["{{template}}"], "in": ["qemu"], "mark": "m", "detail": "{x}" }""");
        var builder = new TimelineBuilder(rules);
        foreach (var entry in JournalWriter.Booting().Line(OutputSource.Console, line, terminated: true).Entries)
        {
            builder.Add(entry);
        }

        Assert.Equal(expected, builder.Snapshot().Marks.SingleOrDefault()?.Detail);
    }

    private static StageRules Parse(string rules) =>
        StageRules.Parse(Encoding.UTF8.GetBytes($$"""{ "version": 7, "prefixes": { "trace": ["+ "] }, "rules": [{{rules}}] }"""));
}
