using System.Globalization;

namespace Guestfs.Web.Components.Boot;

/// <summary>Ticks of the first picture's time axis. wwwroot/live/scale.js draws the same ones when the reader zooms.</summary>
public static class TimeAxis
{
    private const long Shortest = 4_000_000_000;

    /// <summary>While a boot runs the axis is longer than the boot, so that it moves now and then instead of always.</summary>
    public static long Horizon(long now)
    {
        double end = Shortest;
        while (now > end * 0.94)
        {
            end *= 1.5;
        }

        return (long)end;
    }

    /// <summary>
    /// How much of a boot is worth showing first: an appliance that stays up for long would press its boot into a corner.
    /// </summary>
    public static long Extent(long end, long? ready) => ready is { } at && end > at * 2 ? at + (at / 2) : end;

    /// <summary>At most about <paramref name="count"/> round instants between two offsets, labelled from <paramref name="zero"/>.</summary>
    public static IEnumerable<AxisTick> Ticks(long from, long to, long zero, int count)
    {
        double size = Step(to - from, count);
        for (long index = (long)Math.Ceiling(((from - zero) / size) - 1e-9); zero + (index * size) <= to; index++)
        {
            yield return new AxisTick((long)(zero + (index * size)), Label(index * size, size));
        }
    }

    private static double Step(long span, int count)
    {
        double least = Math.Max(1.0, span) / Math.Max(1, count);
        double power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        double[] factors = [1, 2, 5, 10];
        return power * factors.First(factor => factor * power >= least * 0.999999);
    }

    private static string Label(double offset, double size)
    {
        string sign = offset < 0 ? "\u2212" : "";
        double value = Math.Abs(offset);
        return value switch
        {
            < 1 => "0",
            < 1e9 when size < 1e9 => $"{sign}{Fixed(value / 1e6, size < 1e6 ? Decimals(size / 1e6) : 0)} ms",
            _ => $"{sign}{Fixed(value / 1e9, Decimals(size / 1e9))} s",
        };
    }

    private static int Decimals(double size) => Math.Max(0, (int)Math.Ceiling(-Math.Log10(size) - 1e-9));

    private static string Fixed(double value, int decimals) =>
        value.ToString($"F{decimals}", CultureInfo.InvariantCulture);
}

/// <param name="At">Nanoseconds since the request.</param>
public sealed record AxisTick(long At, string Label);
