using System.Globalization;
using Guestfs.Console;

namespace Guestfs.Web.Live;

/// <summary>A console line's bytes as runs of safe text, with each style in words that console.css knows.</summary>
internal static class LineText
{
    private static readonly (AnsiAttributes Attribute, string Word)[] AttributeWords =
    [
        (AnsiAttributes.Bold, "bold"),
        (AnsiAttributes.Dim, "dim"),
        (AnsiAttributes.Italic, "italic"),
        (AnsiAttributes.Underline, "underline"),
        (AnsiAttributes.Inverse, "inverse"),
    ];

    /// <param name="style">The style the line's last piece ended with.</param>
    public static IReadOnlyList<FrameRun> Runs(ReadOnlySpan<byte> raw, ref AnsiStyle style)
    {
        var runs = AnsiText.ToRuns(raw, ref style);
        return [.. runs.Select(static run => new FrameRun(run.Text, Words(run.Style)))];
    }

    private static string? Words(AnsiStyle style)
    {
        if (style == default)
        {
            return null;
        }

        List<string> words = [.. AttributeWords.Where(word => style.Attributes.HasFlag(word.Attribute)).Select(static word => word.Word)];
        Add(words, "fg", style.Foreground);
        Add(words, "bg", style.Background);
        return words.Count > 0 ? string.Join(' ', words) : null;
    }

    /// <summary>The theme's own colours by number, such as fg1; those of the fixed palette by value, such as fg#ff8700.</summary>
    private static void Add(List<string> words, string plane, byte? colour)
    {
        if (colour is < 16)
        {
            words.Add(string.Create(CultureInfo.InvariantCulture, $"{plane}{colour}"));
        }
        else if (colour is { } index)
        {
            var (red, green, blue) = AnsiPalette.Colour(index);
            words.Add(string.Create(CultureInfo.InvariantCulture, $"{plane}#{red:x2}{green:x2}{blue:x2}"));
        }
    }
}
