using System.Globalization;
using System.Text.RegularExpressions;

namespace Guestfs.Web.Tests.Live;

/// <summary>The console's sixteen colours are ours, so that every text a guest colours can be read (WCAG 1.4.3).</summary>
public sealed class ConsoleColourTests
{
    public static TheoryData<int> Colours => [.. Enumerable.Range(0, 16)];

    [Theory]
    [MemberData(nameof(Colours))]
    public void Colour_OnBothGrounds_HasEnoughContrast(int colour)
    {
        var css = File.ReadAllText(Path.Combine(RepositoryRoot(), "wwwroot", "live", "console.css"));
        var ground = Pair(css, "con-bg");
        var text = Pair(css, $"c{colour}");

        Assert.InRange(Contrast(text.Light, ground.Light), 4.5, 21);
        Assert.InRange(Contrast(text.Dark, ground.Dark), 4.5, 21);
    }

    private static (int Light, int Dark) Pair(string css, string name)
    {
        var match = Regex.Match(css, $@"--{name}: light-dark\(#([0-9a-f]{{6}}), #([0-9a-f]{{6}})\)");
        Assert.True(match.Success, $"console.css sets no --{name}");
        return (Hex(match.Groups[1].Value), Hex(match.Groups[2].Value));
    }

    private static int Hex(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static double Contrast(int one, int other)
    {
        var (light, dark) = (Math.Max(Luminance(one), Luminance(other)), Math.Min(Luminance(one), Luminance(other)));
        return (light + 0.05) / (dark + 0.05);
    }

    private static double Luminance(int colour) =>
        (0.2126 * Linear(colour >> 16)) + (0.7152 * Linear((colour >> 8) & 0xff)) + (0.0722 * Linear(colour & 0xff));

    private static double Linear(int channel)
    {
        var value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Guestfs.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
