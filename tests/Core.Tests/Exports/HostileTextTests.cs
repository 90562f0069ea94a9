using System.Buffers;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Guestfs.Exports;

namespace Guestfs.Core.Tests.Exports;

/// <summary>Whatever a user or guest named something, a file shows it as text and nothing else.</summary>
public sealed class HostileTextTests
{
    private static readonly string[] KnownElements = ["svg", "title", "desc", "style", "defs", "pattern", "path", "rect", "text", "tspan", "line", "g"];

    public static TheoryData<string> Payloads => [.. ExportSamples.Payloads];

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Svg_OfHostileText_HasOnlyItsOwnElements(string payload)
    {
        using var reader = XmlReader.Create(new StringReader(ExportSamples.Text(TimelineSvg.Write, ExportSamples.Hostile(payload))), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        var svg = XDocument.Load(reader);

        Assert.All(svg.Descendants(), static element => Assert.Contains(element.Name.LocalName, KnownElements));
        Assert.All(svg.Descendants().Attributes(), static attribute => Assert.DoesNotMatch("^(on|href|xlink)", attribute.Name.LocalName));
        Assert.Contains(svg.Descendants().Where(static element => element.Name.LocalName == "title"), title => title.Value.Contains(Shown(payload), StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Csv_OfHostileText_HasNoFormulaAndKeepsItsCells(string payload)
    {
        var rows = Csv.Read(ExportSamples.Text(TimelineCsv.Write, ExportSamples.Hostile(payload)));

        Assert.Equal(5, rows.Count);
        Assert.All(rows, static row => Assert.Equal(13, row.Count));
        Assert.All(rows.SelectMany(static row => row), static cell => Assert.DoesNotMatch(@"^\s*[=+\-@]", cell));
        Assert.Equal(Shown(payload), rows[2][1].TrimStart('\''));
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Table_OfHostileText_HasNoControlAndOneLineEach(string payload)
    {
        var text = ExportSamples.Text(TimelineTable.Write, ExportSamples.Hostile(payload));

        Assert.DoesNotContain(text, static letter => char.IsControl(letter) && letter != '\n');
        Assert.DoesNotContain('\u202e', text);
        Assert.Equal(ExportSamples.Text(TimelineTable.Write, ExportSamples.Hostile("plain")).Count(static letter => letter == '\n'), text.Count(static letter => letter == '\n'));
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Json_OfHostileText_IsJsonAndInertInAPage(string payload)
    {
        foreach (var write in new Action<IBufferWriter<byte>, ExportedBoot>[] { PerfettoTrace.Write, OtlpTrace.Write })
        {
            var json = ExportSamples.Text(write, ExportSamples.Hostile(payload));
            using var document = JsonDocument.Parse(json);
            Assert.DoesNotContain('<', json);
        }
    }

    private static string Shown(string payload) => Guestfs.Console.AnsiText.ToPlain(System.Text.Encoding.UTF8.GetBytes(payload));
}
