using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Guestfs.Timeline;

namespace Guestfs.Exports;

/// <summary>
/// A timeline in the Trace Event Format that ui.perfetto.dev and chrome://tracing open: bars as complete events that nest on
/// tracks, marks as instants. Times are microseconds with three decimals, so no nanosecond is lost; 0 is the request.
/// </summary>
/// <remarks>The format: https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU (complete, instant and metadata events).</remarks>
public static class PerfettoTrace
{
    private const int Process = 1;

    public static void Write(IBufferWriter<byte> output, ExportedBoot boot)
    {
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteString("displayTimeUnit", "ms");
        WriteAbout(json, boot);
        json.WriteStartArray("traceEvents");
        Metadata(json, "process_name", null, Utf8Text.Plain($"boot {boot.Summary.Id}: {boot.Name} ({boot.Status})"));
        var tracks = new TrackLayout();
        foreach (var bar in boot.Timeline.Bars)
        {
            Complete(json, bar, boot.LengthOf(bar), tracks);
            json.Flush();
        }

        for (var track = 0; track < tracks.Count; track++)
        {
            Metadata(json, "thread_name", track + 1, track == 0 ? "stages and activities" : string.Create(CultureInfo.InvariantCulture, $"overlapping activities {track}"));
        }

        foreach (var mark in boot.Timeline.Marks)
        {
            Instant(json, mark);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteAbout(Utf8JsonWriter json, ExportedBoot boot)
    {
        json.WriteStartObject("otherData");
        json.WriteString("boot", boot.Summary.Id);
        json.WriteString("title", boot.Name);
        json.WriteString("status", boot.Status);
        json.WriteString("sentence", boot.Summary.Sentence);
        json.WriteString("requestedAt", boot.Summary.RequestedAt);
        json.WriteString("guestKernel", boot.Facts.GuestKernel);
        json.WriteString("qemu", boot.Facts.Host.Qemu);
        json.WriteString("accelerator", boot.Facts.Accelerator);
        json.WriteNumber("rulesVersion", boot.Timeline.RulesVersion);
        json.WriteEndObject();
    }

    private static void Complete(Utf8JsonWriter json, TimelineBar bar, long length, TrackLayout tracks)
    {
        json.WriteStartObject();
        json.WriteString("name", bar.Kind == BarKind.Gap ? $"({bar.Name})" : bar.Name);
        json.WriteString("cat", bar.Kind.ToString().ToLowerInvariant());
        json.WriteString("ph", "X");
        json.WriteNumber("ts", Microseconds(bar.Start));
        json.WriteNumber("dur", Microseconds(length));
        json.WriteNumber("pid", Process);
        json.WriteNumber("tid", tracks.Place(bar, length) + 1);
        json.WriteStartObject("args");
        json.WriteString("stage", bar.Stage);
        json.WriteNumber("attempt", bar.Attempt);
        json.WriteBoolean("open", bar.End is null);
        json.WriteNumber("firstEntry", bar.FirstSequence);
        if (bar.LastSequence is { } last)
        {
            json.WriteNumber("lastEntry", last);
        }

        if (bar.GuestStart is { } guest)
        {
            json.WriteNumber("guestClockMicroseconds", Microseconds(guest));
        }

        if (bar.Rule is { } rule)
        {
            json.WriteString("rule", rule);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Instant(Utf8JsonWriter json, TimelineMark mark)
    {
        json.WriteStartObject();
        json.WriteString("name", mark.Name);
        json.WriteString("cat", "mark");
        json.WriteString("ph", "i");
        json.WriteString("s", "p");
        json.WriteNumber("ts", Microseconds(mark.At));
        json.WriteNumber("pid", Process);
        json.WriteNumber("tid", 1);
        json.WriteStartObject("args");
        json.WriteNumber("entry", mark.Sequence);
        if (mark.Detail is { } detail)
        {
            json.WriteString("detail", detail);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Metadata(Utf8JsonWriter json, string name, int? thread, string value)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("ph", "M");
        json.WriteNumber("pid", Process);
        if (thread is { } id)
        {
            json.WriteNumber("tid", id);
        }

        json.WriteStartObject("args");
        json.WriteString("name", value);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>A decimal, because a double would round the nanoseconds of a long session away.</summary>
    private static decimal Microseconds(long nanoseconds) => nanoseconds / 1000m;
}
