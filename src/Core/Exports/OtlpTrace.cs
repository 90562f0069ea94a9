using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Exports;

/// <summary>
/// A timeline as one trace in OTLP's JSON encoding: the boot is the root span, its stages, activities and gaps are spans below it,
/// marks are events of the root. Ids follow from the boot's id, so exporting twice gives the same trace.
/// </summary>
/// <remarks>https://github.com/open-telemetry/opentelemetry-proto/blob/main/docs/specification.md#json-protobuf-encoding: ids in hexadecimal, 64-bit numbers as strings, enums as numbers.</remarks>
public static class OtlpTrace
{
    private const int Internal = 1;

    public static void Write(IBufferWriter<byte> output, ExportedBoot boot)
    {
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteStartArray("resourceSpans");
        json.WriteStartObject();
        json.WriteStartObject("resource");
        Resource(json, boot);
        json.WriteNumber("droppedAttributesCount", 0);
        json.WriteEndObject();
        json.WriteStartArray("scopeSpans");
        json.WriteStartObject();
        json.WriteStartObject("scope");
        json.WriteString("name", "Guestfs.Timeline");
        json.WriteString("version", boot.Timeline.RulesVersion.ToString(CultureInfo.InvariantCulture));
        json.WriteEndObject();
        json.WriteStartArray("spans");
        var ids = new TraceIds(boot.Summary.Id);
        Root(json, boot, ids);
        foreach (var bar in boot.Timeline.Bars)
        {
            Span(json, boot, bar, ids);
            json.Flush();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Resource(Utf8JsonWriter json, ExportedBoot boot)
    {
        var attributes = new OtlpAttributes(json);
        attributes.Add("service.name", "guestfs");
        attributes.Add("service.version", boot.Facts.Host.Guestfs);
        attributes.Add("service.instance.id", boot.Summary.Id);
        attributes.Add("host.name", boot.Facts.Host.Host);
        attributes.Add("os.description", boot.Facts.Host.Os);
        attributes.End();
    }

    private static void Root(Utf8JsonWriter json, ExportedBoot boot, TraceIds ids)
    {
        json.WriteStartObject();
        Begin(json, ids.Trace, ids.Root, null, boot.Name, boot.Summary.RequestedAt, 0, boot.Timeline.End);
        var attributes = new OtlpAttributes(json);
        attributes.Add("guestfs.boot.id", boot.Summary.Id);
        attributes.Add("guestfs.boot.status", boot.Status);
        attributes.Add("guestfs.boot.sentence", boot.Summary.Sentence);
        attributes.Add("guestfs.boot.label", boot.Summary.Label);
        attributes.Add("guestfs.boot.ready_after_ns", boot.Summary.ReadyAfter);
        attributes.Add("guestfs.boot.attempts", boot.Summary.Attempts);
        attributes.Add("guestfs.accelerator", boot.Facts.Accelerator);
        attributes.Add("guestfs.accelerator.reason", boot.Facts.AcceleratorReason);
        attributes.Add("guestfs.guest.kernel", boot.Facts.GuestKernel);
        attributes.Add("guestfs.guest.firmware", boot.Facts.Firmware);
        attributes.Add("guestfs.qemu.version", boot.Facts.Host.Qemu);
        attributes.Add("guestfs.supermin.version", boot.Facts.Host.Supermin);
        attributes.End();
        json.WriteStartArray("events");
        foreach (var mark in boot.Timeline.Marks)
        {
            json.WriteStartObject();
            json.WriteString("timeUnixNano", Instant(boot.Summary.RequestedAt, mark.At));
            json.WriteString("name", mark.Name);
            var about = new OtlpAttributes(json);
            about.Add("guestfs.entry", mark.Sequence);
            about.Add("guestfs.detail", mark.Detail);
            about.End();
            json.WriteNumber("droppedAttributesCount", 0);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        End(json, StatusOf(boot.Summary.Status), boot.Summary.Sentence);
    }

    private static void Span(Utf8JsonWriter json, ExportedBoot boot, TimelineBar bar, TraceIds ids)
    {
        json.WriteStartObject();
        var parent = bar.Parent < 0 ? ids.Root : ids.Span(bar.Parent);
        var name = bar.Kind == BarKind.Gap ? $"({bar.Name})" : bar.Name;
        Begin(json, ids.Trace, ids.Span(bar.Id), parent, name, boot.Summary.RequestedAt, bar.Start, bar.Start + boot.LengthOf(bar));
        var attributes = new OtlpAttributes(json);
        attributes.Add("guestfs.kind", bar.Kind.ToString().ToLowerInvariant());
        attributes.Add("guestfs.stage", bar.Stage);
        attributes.Add("guestfs.attempt", bar.Attempt);
        attributes.Add("guestfs.open", bar.End is null);
        attributes.Add("guestfs.first_entry", bar.FirstSequence);
        attributes.Add("guestfs.last_entry", bar.LastSequence);
        attributes.Add("guestfs.guest_clock_ns", bar.GuestStart);
        attributes.Add("guestfs.rule", bar.Rule);
        attributes.End();
        End(json, 0, null);
    }

    private static void Begin(Utf8JsonWriter json, string trace, string span, string? parent, string name, DateTimeOffset origin, long start, long end)
    {
        json.WriteString("traceId", trace);
        json.WriteString("spanId", span);
        if (parent is not null)
        {
            json.WriteString("parentSpanId", parent);
        }

        json.WriteString("name", name);
        json.WriteNumber("kind", Internal);
        json.WriteString("startTimeUnixNano", Instant(origin, start));
        json.WriteString("endTimeUnixNano", Instant(origin, end));
    }

    private static void End(Utf8JsonWriter json, int code, string? message)
    {
        json.WriteNumber("droppedAttributesCount", 0);
        json.WriteNumber("droppedEventsCount", 0);
        json.WriteNumber("droppedLinksCount", 0);
        json.WriteStartObject("status");
        json.WriteNumber("code", code);
        if (code == 2 && message is not null)
        {
            json.WriteString("message", message);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>0 unset while it runs or was cancelled, 1 ok, 2 error.</summary>
    private static int StatusOf(BootStatus status) => status switch
    {
        BootStatus.Finished or BootStatus.Ready => 1,
        BootStatus.Failed or BootStatus.TimedOut or BootStatus.Interrupted => 2,
        _ => 0,
    };

    /// <summary>Nanoseconds since 1970; the request's own instant is known to 100 of them.</summary>
    private static string Instant(DateTimeOffset origin, long offset) =>
        (((origin.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) * 100) + offset).ToString(CultureInfo.InvariantCulture);
}
