namespace Guestfs.Console;

/// <summary>The fixed part of the 256-colour palette: a 6×6×6 cube from 16 and 24 greys from 232 (xterm's values).</summary>
public static class AnsiPalette
{
    private static ReadOnlySpan<byte> Levels => [0, 95, 135, 175, 215, 255];

    /// <summary>The red, green and blue of an index from 16 to 255; the first 16 are the theme's.</summary>
    public static (byte Red, byte Green, byte Blue) Colour(byte index)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(index, 16);
        if (index >= 232)
        {
            var grey = (byte)(8 + ((index - 232) * 10));
            return (grey, grey, grey);
        }

        var cube = index - 16;
        return (Levels[cube / 36], Levels[cube / 6 % 6], Levels[cube % 6]);
    }

    internal static byte Nearest(int red, int green, int blue)
    {
        var cube = 16 + (36 * Level(red)) + (6 * Level(green)) + Level(blue);
        var grey = 232 + Math.Clamp((((red + green + blue) / 3) - 3) / 10, 0, 23);
        return (byte)(Distance(cube) <= Distance(grey) ? cube : grey);

        int Distance(int index)
        {
            var (r, g, b) = Colour((byte)index);
            return ((r - red) * (r - red)) + ((g - green) * (g - green)) + ((b - blue) * (b - blue));
        }
    }

    private static int Level(int value) => value < 48 ? 0 : value < 115 ? 1 : (value - 35) / 40;
}
