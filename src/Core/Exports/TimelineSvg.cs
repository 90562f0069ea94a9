using System.Buffers;
using Guestfs.Timeline;

namespace Guestfs.Exports;

/// <summary>
/// A timeline as one drawing that needs nothing else: a row per stage and per activity of at least 0.5 % of the whole, gaps
/// hatched, marks as lines. No script, no link, and readable on light and on dark paper.
/// </summary>
public static class TimelineSvg
{
    private const int Width = 1000;
    private const int Names = 16;
    private const int Lengths = 312;
    private const int Left = 324;
    private const int Row = 19;
    private const int Top = 92;

    /// <summary>Activities below this share of the whole are counted beside their stage instead of drawn, as on the page.</summary>
    private const double LeastShare = 0.005;

    public static void Write(IBufferWriter<byte> output, ExportedBoot boot)
    {
        var scale = new TimeScale(Extent(boot), Left, Width - Left - 16);
        var rows = Rows(boot, scale.To);
        var bottom = Top + (rows.Count * Row);
        Head(output, boot, bottom + 22, scale);
        foreach (var (at, label) in boot.Summary.OrderOnly ? [] : scale.Ticks(8))
        {
            output.WriteText($"<line class=\"l\" x1=\"{scale.At(at):0.##}\" x2=\"{scale.At(at):0.##}\" y1=\"{Top - 6}\" y2=\"{bottom}\"/><text class=\"q m\" x=\"{scale.At(at):0.##}\" y=\"{Top - 10}\">{label}</text>\n");
        }

        for (var row = 0; row < rows.Count; row++)
        {
            Bar(output, boot, rows[row], scale, Top + (row * Row));
        }

        Marks(output, boot, scale, bottom);
        output.Write("</svg>\n"u8);
    }

    /// <summary>A session that lasts long would press the boot into a corner, so the drawing ends half a boot after ready.</summary>
    private static long Extent(ExportedBoot boot) =>
        boot.Summary.ReadyAfter is { } ready && boot.Timeline.End > ready * 2 ? ready + (ready / 2) : Math.Max(boot.Timeline.End, 1);

    private static List<SvgRow> Rows(ExportedBoot boot, long to)
    {
        var gaps = boot.Timeline.Bars.Where(static bar => bar.Kind == BarKind.Gap).ToLookup(static bar => bar.Parent);
        var rows = new List<SvgRow>();
        foreach (var bar in boot.Timeline.Bars.Where(bar => bar.Kind != BarKind.Gap && bar.Start <= to))
        {
            var drawn = bar.Kind == BarKind.Stage || bar.End is null || boot.LengthOf(bar) >= to * LeastShare;
            if (drawn)
            {
                rows.Add(new SvgRow(bar, [.. gaps[bar.Id]]));
            }
            else if (rows.FindLast(static row => row.Bar.Kind == BarKind.Stage) is { } stage)
            {
                stage.Shorter++;
            }
        }

        return rows;
    }

    private static void Head(IBufferWriter<byte> output, ExportedBoot boot, int height, TimeScale scale)
    {
        var summary = boot.Summary;
        var ready = summary is { OrderOnly: false, ReadyAfter: { } at } ? $", ready after {TimeScale.Length(at)}" : "";
        var total = summary.OrderOnly ? ", order only" : $", {TimeScale.Length(boot.Timeline.End)} in all";
        var cut = boot.Timeline.End > scale.To && !summary.OrderOnly ? $" The session goes on to {TimeScale.Length(boot.Timeline.End)}." : "";
        output.WriteText($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" width=\"{Width}\" height=\"{height}\" role=\"img\" aria-labelledby=\"t d\">\n");
        output.WriteText($"<title id=\"t\">{Xml.Text($"{boot.Name}: {boot.Status}{ready}")}</title><desc id=\"d\">{Xml.Text(string.Join(", ", boot.Timeline.Stages.Select(stage => summary.OrderOnly ? stage.Name : $"{stage.Name} {TimeScale.Length(boot.LengthOf(stage))}")))}</desc>\n");
        output.WriteText($"<style>{SvgColours.Sheet}</style><defs><pattern id=\"g\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><path class=\"h\" d=\"M0 0V6\"/></pattern></defs>\n");
        output.WriteText($"<rect class=\"p\" width=\"{Width}\" height=\"{height}\"/><text class=\"t\" x=\"{Names}\" y=\"28\">{Xml.Short(boot.Name, 70)}</text>\n");
        output.WriteText($"<text x=\"{Names}\" y=\"48\"><tspan class=\"b\">{Xml.Text(boot.Status)}</tspan>{Xml.Text($"{ready}{total}.{cut}")}</text>\n");
        output.WriteText($"<text class=\"q r\" x=\"{Width - 16}\" y=\"28\">{Xml.Short($"{summary.Id} · {summary.RequestedAt.ToUniversalTime():yyyy-MM-dd HH:mm} UTC", 60)}</text>\n");
        output.WriteText($"<text class=\"q r\" x=\"{Width - 16}\" y=\"48\">{Xml.Short(string.Join(" · ", new[] { boot.Facts.Accelerator, boot.Facts.GuestKernel, boot.Facts.Host.Qemu is { Length: > 0 } qemu ? $"qemu {qemu}" : null }.OfType<string>()), 70)}</text>\n");
    }

    private static void Bar(IBufferWriter<byte> output, ExportedBoot boot, SvgRow row, TimeScale scale, int y)
    {
        var bar = row.Bar;
        var stage = bar.Kind == BarKind.Stage;
        var label = bar.Name.StartsWith(bar.Stage + ":", StringComparison.Ordinal) ? bar.Name[(bar.Stage.Length + 1)..] : bar.Name;
        var note = (stage && bar.Attempt > 1 && bar.Name == StageNames.Qemu ? $", attempt {bar.Attempt}" : "") + (row.Shorter > 0 ? $" (+{row.Shorter} shorter)" : "");
        var length = boot.Summary.OrderOnly ? "" : TimeScale.Length(boot.LengthOf(bar)) + (bar.End is null ? "\u2026" : "");
        var depth = Math.Min(bar.Depth, 6);
        output.WriteText($"<g><title>{Xml.Text(boot.Summary.OrderOnly ? bar.Name : $"{bar.Name}: {length} from {TimeScale.Length(bar.Start)}")}</title>");
        output.WriteText($"<text class=\"{(stage ? "b" : "q")}\" x=\"{Names + (depth * 12)}\" y=\"{y + 13}\">{Xml.Short(label + note, 36 - (depth * 2))}</text><text class=\"q r\" x=\"{Lengths}\" y=\"{y + 13}\">{Xml.Text(length)}</text>");
        var height = stage ? 13 : 9;
        Rectangle(output, SvgColours.ClassOf(bar.Stage), bar, boot, scale, y + 9 - (height / 2), height);
        foreach (var gap in row.Gaps.Where(gap => gap.Start < scale.To))
        {
            Rectangle(output, "", gap, boot, scale, y + 9 - (height / 2), height);
        }

        output.Write("</g>\n"u8);
    }

    private static void Rectangle(IBufferWriter<byte> output, string className, TimelineBar bar, ExportedBoot boot, TimeScale scale, int y, int height)
    {
        var from = scale.At(bar.Start);
        var wide = Math.Max(1, scale.At(bar.Start + boot.LengthOf(bar)) - from);
        var fill = className.Length > 0 ? $"class=\"{className}\" rx=\"2\"" : "fill=\"url(#g)\" opacity=\".55\"";
        output.WriteText($"<rect {fill} x=\"{from:0.##}\" y=\"{y}\" width=\"{wide:0.##}\" height=\"{height}\"/>");
    }

    private static void Marks(IBufferWriter<byte> output, ExportedBoot boot, TimeScale scale, int bottom)
    {
        var taken = double.NegativeInfinity;
        foreach (var mark in boot.Timeline.Marks.Where(mark => mark.At <= scale.To).OrderBy(static mark => mark.At))
        {
            var x = scale.At(mark.At);
            output.WriteText($"<g><title>{Xml.Text($"{mark.Name}{(boot.Summary.OrderOnly ? "" : $" at {TimeScale.Length(mark.At)}")}{(mark.Detail is { } detail ? ": " + detail : "")}")}</title><line class=\"k\" x1=\"{x:0.##}\" x2=\"{x:0.##}\" y1=\"{Top - 6}\" y2=\"{bottom}\"/>");
            var label = Utf8Text.Plain(mark.Name);
            var wide = Math.Min(label.Length, 24) * 6.5;
            var start = x + wide > Width - 8 ? x - wide - 3 : x + 3;
            if (start > taken)
            {
                output.WriteText($"<text class=\"q\" x=\"{start:0.##}\" y=\"{bottom + 14}\">{Xml.Short(label, 24)}</text>");
                taken = start + wide;
            }

            output.Write("</g>\n"u8);
        }
    }

    /// <summary>One drawn row, and how many shorter activities of its stage are not drawn.</summary>
    private sealed record SvgRow(TimelineBar Bar, IReadOnlyList<TimelineBar> Gaps)
    {
        public int Shorter { get; set; }
    }
}
