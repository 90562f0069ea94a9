using System.Globalization;

namespace Guestfs.Web.Components.Boot;

/// <summary>Nanoseconds as people read them. wwwroot/live/time.js prints the same text for what arrives later.</summary>
public static class Durations
{
    /// <summary>0 ms, &lt;0.1 ms, 4.2 ms, 812 ms, 1.23 s, 2 m 03 s, 1 h 02 m.</summary>
    public static string Text(long nanoseconds)
    {
        if (nanoseconds <= 0)
        {
            return "0 ms";
        }

        long tenths = (nanoseconds + 50_000) / 100_000;
        long millis = (nanoseconds + 500_000) / 1_000_000;
        long hundredths = (nanoseconds + 5_000_000) / 10_000_000;
        long seconds = (nanoseconds + 500_000_000) / 1_000_000_000;
        return (tenths, millis, hundredths, seconds) switch
        {
            ( < 1, _, _, _) => "<0.1 ms",
            ( < 100, _, _, _) => Invariant($"{tenths / 10}.{tenths % 10} ms"),
            (_, < 1000, _, _) => Invariant($"{millis} ms"),
            (_, _, < 6000, _) => Invariant($"{hundredths / 100}.{hundredths % 100:00} s"),
            (_, _, _, < 3600) => Invariant($"{seconds / 60} m {seconds % 60:00} s"),
            _ => Invariant($"{seconds / 3600} h {seconds % 3600 / 60:00} m"),
        };
    }

    /// <summary>A part of the whole: 0.4 %, 26 %.</summary>
    public static string Share(long part, long whole)
    {
        double percent = whole <= 0 ? 0 : 100.0 * part / whole;
        return percent switch
        {
            > 0 and < 0.05 => "<0.1 %",
            >= 9.95 or 0 => Invariant($"{Math.Floor(percent + 0.5):0} %"),
            _ => Invariant($"{percent:0.0} %"),
        };
    }

    /// <summary>Milliseconds for the style sheet's calculations, such as 1234.567.</summary>
    public static string Css(long nanoseconds) =>
        (nanoseconds / 1e6).ToString("0.###", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
