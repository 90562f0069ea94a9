using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Guestfs.Console;
using Guestfs.Journal;
using Guestfs.Timeline;
using Guestfs.Web.Components.Boot;

namespace Guestfs.Web.Shares;

/// <summary>A boot in one small drawing: the picture that goes with a link, and the badge. Nothing but status, times and stages, and a title.</summary>
public static class StripPicture
{
    private const int Width = 1200;
    private const int Height = 630;
    private const int Margin = 64;
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>1200 by 630, as previews of links have it.</summary>
    public static string Preview(BootSummary boot, long elapsed)
    {
        var drawing = Drawing(Width, Height);
        drawing.Add(
            Box(0, 0, Width, Height, "#f3f6f6"),
            Box(0, 0, Width, 12, "#12343b"),
            Text(Margin, 120, 30, "#4c6067", "Guestfs", bold: true),
            Text(Margin, 220, 56, "#13242a", Short(StatusWords.Title(boot), 34), bold: true),
            Text(Margin, 300, 36, Tone(boot.Status), Short(Outcome(boot, elapsed), 56), bold: true));
        AddStrip(drawing, boot.Stages, 380, 96);
        return drawing.ToString(SaveOptions.DisableFormatting);
    }

    /// <summary>Two fields side by side, 20 high: what is watched, and how its last boot went.</summary>
    public static string Badge(string label, BootSummary? boot)
    {
        var (value, colour) = boot is null ? ("no boot", "#6b7a80") : (Value(boot), Tone(boot.Status));
        var name = Short(label, 40);
        var (left, right) = (TextWidth(name), TextWidth(value));
        var drawing = Drawing(left + right, 20);
        drawing.Add(
            new XAttribute("role", "img"),
            new XElement(Svg + "title", $"{name}: {value}"),
            Box(0, 0, left, 20, "#3d4a50"),
            Box(left, 0, right, 20, colour),
            Text(8, 14, 11, "#ffffff", name, bold: false),
            Text(left + 8, 14, 11, "#ffffff", value, bold: false));
        return drawing.ToString(SaveOptions.DisableFormatting);
    }

    private static void AddStrip(XElement drawing, IReadOnlyList<StageSpan> stages, int top, int height)
    {
        var total = stages.Sum(static stage => stage.Duration);
        var left = (double)Margin;
        foreach (var stage in stages.Where(_ => total > 0))
        {
            var width = (Width - (2.0 * Margin)) * stage.Duration / total;
            drawing.Add(Box(left, top, Math.Max(0, width - 2), height, StagePalette.Of(stage.Name)));
            if (width > 110)
            {
                drawing.Add(
                    Text(left + 4, top + height + 34, 22, "#13242a", stage.Name, bold: true),
                    Text(left + 4, top + height + 64, 22, "#4c6067", Durations.Text(stage.Duration), bold: false));
            }

            left += width;
        }
    }

    private static string Outcome(BootSummary boot, long elapsed)
    {
        var total = boot.Status.IsOver() ? $"{StatusWords.Word(boot.Status)} after {Durations.Text(elapsed)}" : StatusWords.Word(boot.Status);
        return boot.ReadyAfter is { } ready ? $"{total}, ready after {Durations.Text(ready)}" : total;
    }

    private static string Value(BootSummary boot) => boot.ReadyAfter is { } ready && !StatusWords.IsFailure(boot)
        ? $"ready in {Durations.Text(ready)}"
        : boot.Stage is { } stage && StatusWords.IsFailure(boot) ? $"{StatusWords.Word(boot.Status)} in {stage}" : StatusWords.Word(boot.Status);

    private static string Tone(BootStatus status) => status switch
    {
        BootStatus.Ready or BootStatus.Finished => "#17693c",
        BootStatus.Failed => "#b0241c",
        BootStatus.TimedOut or BootStatus.Interrupted => "#874f00",
        BootStatus.Queued or BootStatus.Building or BootStatus.Booting => "#1c5a9e",
        _ => "#4c6067",
    };

    private static XElement Drawing(int width, int height) => new(
        Svg + "svg",
        new XAttribute("width", width),
        new XAttribute("height", height),
        new XAttribute("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {width} {height}")));

    private static XElement Box(double left, double top, double width, double height, string colour) => new(
        Svg + "rect",
        new XAttribute("x", Number(left)),
        new XAttribute("y", Number(top)),
        new XAttribute("width", Number(width)),
        new XAttribute("height", Number(height)),
        new XAttribute("fill", colour));

    private static XElement Text(double left, double line, int size, string colour, string text, bool bold) => new(
        Svg + "text",
        new XAttribute("x", Number(left)),
        new XAttribute("y", Number(line)),
        new XAttribute("font-family", "system-ui, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif"),
        new XAttribute("font-size", size),
        new XAttribute("font-weight", bold ? 600 : 400),
        new XAttribute("fill", colour),
        text);

    /// <summary>About as wide as the text is drawn at 11 px, with 8 px on both sides.</summary>
    private static int TextWidth(string text) => 16 + (int)Math.Ceiling(text.EnumerateRunes().Count() * 6.4);

    /// <summary>Without controls and whatever else may not stand in XML, cut to a length.</summary>
    private static string Short(string text, int length)
    {
        var plain = string.Concat(AnsiText.ToPlain(Encoding.UTF8.GetBytes(text)).EnumerateRunes().Take(length + 1).Where(static rune => rune.Value is not (0xfffe or 0xffff)));
        var runes = plain.EnumerateRunes().ToList();
        return runes.Count <= length ? plain : string.Concat(runes.Take(length - 1)) + "…";
    }

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
