using System.Text.Encodings.Web;
using System.Text.Json;
using Guestfs.Core.Tests.Timeline;
using Guestfs.Exports;

namespace Guestfs.Core.Tests.Exports;

/// <summary>
/// Every format of three recorded boots, as files to read. With GUESTFS_ACCEPT=1 they are written anew; read the difference, and
/// look at the picture, before committing it.
/// </summary>
public sealed class ExportSnapshotTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Names => ["tcg-quiet", "febootstrap-2011", "kvm-abort"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Svg_OfRecordedBoot_IsTheReviewedOne(string name) => Check(name, "timeline.svg", ExportSamples.Text(TimelineSvg.Write, ExportSamples.Recorded(name)));

    [Theory]
    [MemberData(nameof(Names))]
    public void Csv_OfRecordedBoot_IsTheReviewedOne(string name) => Check(name, "timeline.csv", ExportSamples.Text(TimelineCsv.Write, ExportSamples.Recorded(name)));

    [Theory]
    [MemberData(nameof(Names))]
    public void Table_OfRecordedBoot_IsTheReviewedOne(string name) => Check(name, "timeline.txt", ExportSamples.Text(TimelineTable.Write, ExportSamples.Recorded(name)));

    [Theory]
    [MemberData(nameof(Names))]
    public void Trace_OfRecordedBoot_IsTheReviewedOne(string name) => Check(name, "trace.json", Pretty(ExportSamples.Text(PerfettoTrace.Write, ExportSamples.Recorded(name))));

    [Theory]
    [MemberData(nameof(Names))]
    public void Otlp_OfRecordedBoot_IsTheReviewedOne(string name) => Check(name, "otlp.json", Pretty(ExportSamples.Text(OtlpTrace.Write, ExportSamples.Recorded(name))));

    [Theory]
    [MemberData(nameof(Names))]
    public void Cast_OfRecordedBoot_IsTheReviewedOne(string name) => Check(name, "console.cast", ExportSamples.Cast(RecordedBoot.Load(name).Journal()));

    private static string Pretty(string json)
    {
        using var document = JsonDocument.Parse(json);
        return JsonSerializer.Serialize(document.RootElement, Indented) + "\n";
    }

    private static void Check(string name, string suffix, string actual)
    {
        if (Environment.GetEnvironmentVariable("GUESTFS_ACCEPT") == "1")
        {
            File.WriteAllText(Path.Combine(SourceFolder(), $"{name}.{suffix}"), actual);
            return;
        }

        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "TestData", "exports", $"{name}.{suffix}")), actual);
    }

    private static string SourceFolder([System.Runtime.CompilerServices.CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../TestData/exports"));
}
