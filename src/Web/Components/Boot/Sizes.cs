using System.Globalization;

namespace Guestfs.Web.Components.Boot;

/// <summary>Bytes as people read them, in powers of 1024: 512 B, 4 KiB, 1.3 GiB.</summary>
public static class Sizes
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

    public static string Text(long bytes)
    {
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < Units.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        string format = value < 10 && unit > 0 && value != Math.Floor(value) ? "0.0" : "0";
        return $"{value.ToString(format, CultureInfo.InvariantCulture)} {Units[unit]}";
    }
}
