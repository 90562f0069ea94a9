using System.Globalization;
using System.Xml.Linq;

namespace Guestfs.Web.Shares;

/// <summary>Drawings as SVG, with the fonts of whoever looks.</summary>
public static class SvgDrawing
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static string Write(Drawing drawing)
    {
        var svg = new XElement(
            Svg + "svg",
            new XAttribute("width", drawing.Width),
            new XAttribute("height", drawing.Height),
            new XAttribute("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {drawing.Width} {drawing.Height}")));
        if (drawing.Name is { } name)
        {
            svg.Add(new XAttribute("role", "img"), new XElement(Svg + "title", name));
        }

        svg.Add(drawing.Shapes.Select(static shape => shape switch
        {
            DrawnBox box => Box(box),
            DrawnText text => Text(text),
            _ => throw new ArgumentException($"No SVG is known for a {shape.GetType().Name}."),
        }));
        return svg.ToString(SaveOptions.DisableFormatting);
    }

    private static XElement Box(DrawnBox box) => new(
        Svg + "rect",
        new XAttribute("x", Number(box.Left)),
        new XAttribute("y", Number(box.Top)),
        new XAttribute("width", Number(box.Width)),
        new XAttribute("height", Number(box.Height)),
        new XAttribute("fill", box.Colour));

    private static XElement Text(DrawnText text) => new(
        Svg + "text",
        new XAttribute("x", Number(text.Left)),
        new XAttribute("y", Number(text.Line)),
        new XAttribute("font-family", "system-ui, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif"),
        new XAttribute("font-size", text.Size),
        new XAttribute("font-weight", text.Bold ? 600 : 400),
        new XAttribute("fill", text.Colour),
        text.Text);

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
