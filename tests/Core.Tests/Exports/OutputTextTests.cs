using System.Buffers;
using System.Text;
using Guestfs.Core.Tests.Timeline;
using Guestfs.Exports;
using Guestfs.Journal;

namespace Guestfs.Core.Tests.Exports;

public sealed class OutputTextTests
{
    [Theory]
    [MemberData(nameof(RecordedBoot.Names), MemberType = typeof(RecordedBoot))]
    public void Bytes_OfARecordedConsole_AreWhatWasPrinted(string name)
    {
        var boot = RecordedBoot.Load(name);

        Assert.Equal(boot.ConsoleText, Encoding.Latin1.GetString(Write(boot.Journal(7), clean: false, OutputSource.Console)));
    }

    [Fact]
    public void Text_OfALine_HasNoSequencesAndOneLineEnd()
    {
        var text = Write([Entry(OutputSource.Console, "\e[1mSeaBIOS\e[0m\r\n"), Entry(OutputSource.Console, "\0half"), Entry(OutputSource.Console, " done\n")], clean: true, OutputSource.Console);

        Assert.Equal("SeaBIOS\n\u2400half done\n", Encoding.UTF8.GetString(text));
    }

    [Fact]
    public void Text_OfALineThatAnotherSourceInterrupts_IsOnLinesOfItsOwn()
    {
        var text = Write([Entry(OutputSource.Console, "half"), Entry(OutputSource.Qemu, "qemu\n"), Entry(OutputSource.Console, "rest\n")], clean: true, OutputSource.Console, OutputSource.Qemu);

        Assert.Equal("half\nqemu\nrest\n", Encoding.UTF8.GetString(text));
    }

    private static OutputLine Entry(OutputSource source, string text) => new(source, Encoding.UTF8.GetBytes(text), text.EndsWith('\n'));

    private static byte[] Write(IEnumerable<BootEvent> events, bool clean, params OutputSource[] sources)
    {
        var output = new ArrayBufferWriter<byte>();
        var text = new OutputText(sources.ToHashSet(), clean);
        foreach (var item in events)
        {
            text.Add(output, item);
        }

        return output.WrittenSpan.ToArray();
    }

    private static byte[] Write(IEnumerable<JournalEntry> journal, bool clean, OutputSource source) =>
        Write(journal.Select(static entry => entry.Event), clean, source);
}
