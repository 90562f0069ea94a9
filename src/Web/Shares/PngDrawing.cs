using System.Text;
using SkiaSharp;

namespace Guestfs.Web.Shares;

/// <summary>
/// Drawings as PNG, for programs that draw no SVG. The font is Inter, which is in this program (Fonts/OFL.txt), so that the picture is
/// the same on every host; characters it does not have are left out.
/// </summary>
public static class PngDrawing
{
    private const string Ellipsis = "…";
    private static readonly Lazy<SKTypeface> Regular = new(static () => Load("Inter-Regular.ttf"));
    private static readonly Lazy<SKTypeface> SemiBold = new(static () => Load("Inter-SemiBold.ttf"));

    public static byte[] Write(Drawing drawing)
    {
        using var surface = SKSurface.Create(new SKImageInfo(drawing.Width, drawing.Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        foreach (var shape in drawing.Shapes)
        {
            using var paint = new SKPaint { Color = SKColor.Parse(shape.Colour), IsAntialias = true };
            if (shape is DrawnBox box)
            {
                surface.Canvas.DrawRect((float)box.Left, (float)box.Top, (float)box.Width, (float)box.Height, paint);
            }
            else if (shape is DrawnText text)
            {
                using var font = new SKFont((text.Bold ? SemiBold : Regular).Value, text.Size) { Subpixel = true };
                surface.Canvas.DrawText(Fit(font, text), (float)text.Left, (float)text.Line, SKTextAlign.Left, font, paint);
            }
        }

        using var image = surface.Snapshot();
        using var png = image.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    /// <summary>What of a text can be drawn in its room.</summary>
    private static string Fit(SKFont font, DrawnText text)
    {
        var runes = Known(font, text.Text);
        if (runes.TrueForAll(static rune => Rune.IsWhiteSpace(rune) || Rune.IsPunctuation(rune)) && text.Instead is { } instead)
        {
            runes = Known(font, instead);
        }

        var all = string.Concat(runes);
        if (font.MeasureText(all) <= text.Room)
        {
            return all;
        }

        while (runes.Count > 0 && font.MeasureText(string.Concat(runes) + Ellipsis) > text.Room)
        {
            runes.RemoveAt(runes.Count - 1);
        }

        return runes.Count == 0 ? "" : string.Concat(runes).TrimEnd() + Ellipsis;
    }

    private static List<Rune> Known(SKFont font, string text) => [.. text.Trim().EnumerateRunes().Where(rune => font.ContainsGlyph(rune.Value))];

    private static SKTypeface Load(string name)
    {
        using var stream = typeof(PngDrawing).Assembly.GetManifestResourceStream($"Guestfs.Web.Shares.Fonts.{name}")
            ?? throw new InvalidOperationException($"The font {name} is not in this program.");
        return SKTypeface.FromStream(stream) ?? throw new InvalidOperationException($"The font {name} cannot be read.");
    }
}
