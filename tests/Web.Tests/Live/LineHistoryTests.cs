using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Guestfs.Core.Tests.Timeline;
using Guestfs.Journal;
using Guestfs.Web.Live;

namespace Guestfs.Web.Tests.Live;

public sealed class LineHistoryTests
{
    [Fact]
    public async Task Write_BeforeASequence_JoinsTheFramesFromThere()
    {
        var journal = RecordedBoot.Load("tcg-analysis").Journal();
        var fold = new FrameFold();
        var frames = journal.Select(fold.Add).ToList();
        const int Cut = 333;

        var history = await ReadAsync(journal, Cut);

        var expected = frames.Where(static frame => frame.Line is not null).ToList();
        var joined = history.Select(static line => (Number: line[0].GetInt64(), Sequence: line[1].GetInt64(), At: line[2].GetInt64(), Source: line[3].GetString()!, Text: Text(line[4])))
            .Concat(expected.Where(static frame => frame.Sequence >= Cut).Select(static frame => (frame.Line!.Number, frame.Sequence, frame.At, frame.Line.Source, Text(frame.Line))));
        Assert.Equal(expected.Select(static frame => (frame.Line!.Number, frame.Sequence, frame.At, frame.Line.Source, Text(frame.Line))), joined);
    }

    [Fact]
    public async Task Write_StyledText_KeepsItsStyle()
    {
        var history = await ReadAsync([new JournalEntry(0, 5, new OutputLine(OutputSource.Qemu, "\e[1mbold\e[0m plain\n"u8.ToArray(), true))], 9);

        Assert.Equal("""[1,0,5,"qemu",[["bold","bold"],[" plain"]]]""", JsonSerializer.Serialize(Assert.Single(history)));
    }

    private static string Text(FrameLine line) => string.Concat(line.Runs.Select(static run => run.Text));

    private static string Text(JsonElement runs) => string.Concat(runs.EnumerateArray().Select(static run => run[0].GetString()));

    private static async Task<List<JsonElement>> ReadAsync(IEnumerable<JournalEntry> journal, long before)
    {
        using var output = new MemoryStream();
        var writer = PipeWriter.Create(output, new StreamPipeWriterOptions(leaveOpen: true));
        await LineHistory.WriteAsync(journal.ToAsyncEnumerable(), before, writer, TestContext.Current.CancellationToken);
        await writer.CompleteAsync();
        return [.. Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonSerializer.Deserialize<JsonElement>(line))];
    }
}
