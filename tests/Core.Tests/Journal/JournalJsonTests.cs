using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CsCheck;
using Guestfs.Journal;

namespace Guestfs.Core.Tests.Journal;

public class JournalJsonTests
{
    [Fact]
    public void Entry_OfAnyType_SurvivesTheRoundTrip()
    {
        JournalEntryGen.Entry.Sample(static entry =>
        {
            var first = JournalJson.Write(entry);
            var read = JournalJson.Read(first);

            Assert.Equal(Encoding.UTF8.GetString(first), Encoding.UTF8.GetString(JournalJson.Write(read)));
            Assert.Equal(entry.Event.GetType(), read.Event.GetType());
            if (entry.Event is OutputLine line)
            {
                Assert.Equal(line, read.Event);
            }
        });
    }

    [Fact]
    public void Generator_CoversEveryEventType()
    {
        var declared = typeof(BootEvent).GetCustomAttributes(typeof(JsonDerivedTypeAttribute), false)
            .Cast<JsonDerivedTypeAttribute>().Select(static attribute => attribute.DerivedType).ToHashSet();
        var seen = new HashSet<Type>();

        JournalEntryGen.Event.Sample(bootEvent => { lock (seen) { seen.Add(bootEvent.GetType()); } }, iter: 5000);

        Assert.Equal(declared, seen);
        Assert.Equal(declared, typeof(BootEvent).Assembly.GetTypes().Where(static type => type.IsSubclassOf(typeof(BootEvent))).ToHashSet());
    }

    [Fact]
    public void Line_OfUtf8_IsReadableText()
    {
        var entry = new JournalEntry(7, 1_500, new OutputLine(OutputSource.Console, "supermin: chroot\r\n"u8.ToArray(), true));

        Assert.Equal(
            """{"seq":7,"at":1500,"event":{"type":"line","source":"console","terminated":true,"text":"supermin: chroot\r\n"}}""",
            Encoding.UTF8.GetString(JournalJson.Write(entry)));
    }

    [Fact]
    public void Line_OfOtherBytes_IsBase64()
    {
        var entry = new JournalEntry(0, 0, new OutputLine(OutputSource.Qemu, new byte[] { 0xff, 0x0a }, false));

        Assert.Equal(
            """{"seq":0,"at":0,"event":{"type":"line","source":"qemu","terminated":false,"bytes":"/wo="}}""",
            Encoding.UTF8.GetString(JournalJson.Write(entry)));
    }

    [Fact]
    public void Read_WithUnknownMembersAndTypeLast_PassesThemOver()
    {
        var entry = JournalJson.Read("""{"new":{"a":[1]},"at":2,"seq":1,"event":{"by":"me","later":null,"type":"cancelRequested"}}"""u8);

        Assert.Equal(new JournalEntry(1, 2, new CancelRequested("me")), entry);
    }

    [Fact]
    public void Read_OfRequestWithFewMembers_KeepsTheDefaults()
    {
        var entry = JournalJson.Read("""{"seq":0,"at":0,"event":{"type":"requested","request":{"disks":[{"source":"images:a"}]},"requestedBy":"me","at":"2026-01-02T03:04:05+00:00","host":{}}}"""u8);

        var requested = Assert.IsType<BootRequested>(entry.Event);
        Assert.Equal(1, requested.Request.Cpus);
        Assert.Equal(Verbosity.Analysis, requested.Request.Verbosity);
        Assert.Null(requested.Request.Disks[0].Format);
        Assert.Equal("", requested.Host.Os);
        Assert.Equal(JournalFormat.Version, requested.Format);
    }

    [Theory]
    [InlineData("""{"seq":0,"at":0,"event":{"type":"teleported"}}""", "teleported")]
    [InlineData("""{"seq":0,"at":0,"event":{}}""", "type discriminator")]
    [InlineData("""{"seq":0,"at":0}""", "event")]
    [InlineData("""{"seq":0,"at":0,"event":null}""", "event")]
    [InlineData("""{"seq":-1,"at":0,"event":{"type":"admitted"}}""", "at least 0")]
    [InlineData("""{"seq":0,"at":-1,"event":{"type":"admitted"}}""", "at least 0")]
    [InlineData("""{"seq":9223372036854775808,"at":0,"event":{"type":"admitted"}}""", "seq")]
    [InlineData("""{"seq":0,"at":0,"event":{"type":"decision","subject":null,"choice":"a","reason":"b"}}""", "subject")]
    [InlineData("""{"seq":0,"at":0,"event":{"type":"decision"}}""", "subject")]
    [InlineData("""{"seq":0,"at":0,"event":{"type":"line","source":"console","bytes":"%%","terminated":true}}""", "bytes")]
    [InlineData("""{"seq":0,"seq":1,"at":0,"event":{"type":"admitted"}}""", "uplicate")]
    [InlineData("null", "sequence")]
    [InlineData("", "cannot be read")]
    public void Read_OfSomethingElse_SaysWhatIsWrong(string json, string expected)
    {
        var exception = Assert.Throws<JournalFormatException>(() => JournalJson.Read(Encoding.UTF8.GetBytes(json)));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfDeepNesting_IsRefused()
    {
        var deep = """{"seq":0,"at":0,"extra":""" + new string('[', 10_000) + new string(']', 10_000) + ""","event":{"type":"admitted"}}""";

        Assert.Throws<JournalFormatException>(() => JournalJson.Read(Encoding.UTF8.GetBytes(deep)));
    }

    [Fact]
    public void Read_OfNewerFormat_NamesBothVersions()
    {
        var json = JournalJson.WriteEvent(new BootRequested(new BootRequest(), "me", default, new HostFacts()) { Format = 9 });

        var exception = Assert.Throws<JournalFormatException>(() => JournalJson.ReadEvent(json));

        Assert.Contains("format 9", exception.Message, StringComparison.Ordinal);
        Assert.Contains($"up to {JournalFormat.Version}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_WrittenAndRead_AreTheSameEntries()
    {
        var entries = Enumerable.Range(0, 5).Select(static i => new JournalEntry(i, i * 10, new CancelRequested($"line\n{i}"))).ToArray();
        var output = new ArrayBufferWriter<byte>();

        foreach (var entry in entries)
        {
            JournalJson.WriteLine(output, entry);
        }

        Assert.Equal(entries.Length, output.WrittenSpan.Count((byte)'\n'));
        Assert.Equal(entries, JournalJson.ReadLines(output.WrittenMemory));
    }

    [Fact]
    public void Lines_WithABrokenOne_NameItsNumber()
    {
        var text = Encoding.UTF8.GetBytes("""{"seq":0,"at":0,"event":{"type":"admitted"}}""" + "\r\n\r\nnonsense\n");

        var exception = Assert.Throws<JournalFormatException>(() => JournalJson.ReadLines(text).ToList());

        Assert.StartsWith("Line 3:", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_ServeOtherSerialisers()
    {
        BootEvent bootEvent = new BootQueued(2, "two boots run");

        Assert.Equal(JournalJson.WriteEvent(bootEvent), JsonSerializer.Serialize(bootEvent, JournalJson.Options));
    }
}
