using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Guestfs.Journal;

namespace Guestfs.Web.Live;

/// <summary>
/// The console lines before a sequence number as one compact JSON array per line:
/// <c>[number, seq, at, source, [[text], [text, style], ...]]</c>. The page reads these once and its stream continues them.
/// </summary>
public static class LineHistory
{
    private const int FlushAt = 32 * 1024;

    public static async Task WriteAsync(
        IAsyncEnumerable<JournalEntry> entries,
        long before,
        PipeWriter output,
        CancellationToken cancellationToken)
    {
        var lines = new LineFold();
        await using var json = new Utf8JsonWriter(output);
        var waiting = 0L;
        await foreach (var entry in entries.WithCancellation(cancellationToken))
        {
            if (entry.Sequence >= before)
            {
                break;
            }

            if (lines.Add(entry.Event) is { } line)
            {
                Write(json, entry, line);
                waiting += json.BytesCommitted + 1;
                json.Reset();
                output.Write("\n"u8);
            }

            if (waiting > FlushAt)
            {
                waiting = 0;
                await output.FlushAsync(cancellationToken);
            }
        }
    }

    private static void Write(Utf8JsonWriter json, JournalEntry entry, FrameLine line)
    {
        json.WriteStartArray();
        json.WriteNumberValue(line.Number);
        json.WriteNumberValue(entry.Sequence);
        json.WriteNumberValue(entry.Offset);
        json.WriteStringValue(line.Source);
        json.WriteStartArray();
        foreach (var run in line.Runs)
        {
            json.WriteStartArray();
            json.WriteStringValue(run.Text);
            if (run.Style is not null)
            {
                json.WriteStringValue(run.Style);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndArray();
        json.Flush();
    }
}
