using System.Buffers;
using Guestfs.Exports;
using Guestfs.Pins;
using Guestfs.Web.Api;
using Guestfs.Web.Exports.Bundle;
using Guestfs.Web.Exports.Html;

namespace Guestfs.Web.Exports;

/// <summary>Every format, in the order of the menu. docs/exports.md describes each.</summary>
public static class ExportFormats
{
    public const string Ndjson = "application/x-ndjson";

    public static ExportFormat Page { get; } = new(
        "boot.html", "getBootFile", "Boot as one HTML file", "The whole page, also without a network", "text/html; charset=utf-8", BootFile.WriteAsync);

    public static ExportFormat Console { get; } = new(
        "console.txt", "getConsole", "Console, raw", "The bytes the guest printed, unedited", "text/plain; charset=utf-8", ConsoleExport.WriteAsync)
    {
        ShowsOutput = true,
        Query = ConsoleExport.Parameters,
    };

    public static ExportFormat Cast { get; } = new(
        "console.cast", "getConsoleCast", "Console, recording", "asciicast for asciinema, with its real timing", "application/x-asciicast", CastExport.WriteAsync)
    {
        ShowsOutput = true,
    };

    public static ExportFormat Journal { get; } = new(
        "journal.jsonl", "getJournalFile", "Journal", "Every event as a JSON line; can be imported again", Ndjson, JournalExport.WriteAsync)
    {
        ShowsOutput = true,
    };

    public static ExportFormat Svg { get; } = Timeline(
        "timeline.svg", "getTimelineSvg", "Timeline, picture", "SVG for a document or a ticket", "image/svg+xml", TimelineSvg.Write);

    public static ExportFormat Csv { get; } = Timeline(
        "timeline.csv", "getTimelineCsv", "Timeline, CSV", "A row per stage, activity and mark, for a spreadsheet", "text/csv; charset=utf-8; header=present", TimelineCsv.Write);

    public static ExportFormat Table { get; } = Timeline(
        "timeline.txt", "getTimelineTable", "Timeline, text", "Aligned columns for a mail or a terminal", "text/plain; charset=utf-8", TimelineTable.Write);

    public static ExportFormat Trace { get; } = Timeline(
        "trace.json", "getTrace", "Perfetto trace", "For ui.perfetto.dev and chrome://tracing", "application/json", PerfettoTrace.Write);

    public static ExportFormat Otlp { get; } = Timeline(
        "otlp.json", "getOtlp", "OpenTelemetry trace", "OTLP JSON for a collector, Jaeger or Tempo", "application/json", OtlpTrace.Write);

    public static ExportFormat Record { get; } = new(
        "boot.json", "getTimeline", "Timeline, data", "Summary, facts, stages and activities as JSON", "application/json; charset=utf-8", RecordExport.WriteAsync)
    {
        Answer = typeof(BootRecord),
    };

    public static ExportFormat Pins { get; } = new(
        PinsFile.Name, "getPinsFile", "Pins, data", "What people wrote on moments and lines, as JSON", "application/json; charset=utf-8", PinsExport.WriteAsync)
    {
        Answer = typeof(PinsFile),
    };

    public static ExportFormat Bundle { get; } = new(
        "bundle.zip", "getBundle", "Support bundle", "All of this and the unedited logs; can be imported again", "application/zip", BundleWriter.WriteAsync);

    /// <summary>What a bundle holds besides the logs.</summary>
    public static IReadOnlyList<ExportFormat> Bundled { get; } =
        [Page, Console, Cast, Journal, Svg, Csv, Table, Trace, Otlp, Record, Pins];

    public static IReadOnlyList<ExportFormat> All { get; } = [Page, Bundle, .. Bundled.Skip(1)];

    private static ExportFormat Timeline(string suffix, string operation, string title, string purpose, string type, Action<IBufferWriter<byte>, ExportedBoot> write) =>
        new(suffix, operation, title, purpose, type, async job => write(job.Output, await job.FoldAsync()));
}
