using System.Globalization;

namespace Guestfs.Exports;

/// <summary>The time axis of a drawn timeline.</summary>
/// <param name="To">Where it ends, in nanoseconds since the request; it begins at 0.</param>
internal readonly record struct TimeScale(long To, double Left, double Width)
{
    public double At(long offset) => Left + (Width * Math.Min(offset, To) / Math.Max(To, 1));

    /// <summary>At most <paramref name="count"/> round instants after 0, with their labels.</summary>
    public IEnumerable<(long At, string Label)> Ticks(int count)
    {
        var least = Math.Max(1.0, To) / count;
        var power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        var step = power * new[] { 1.0, 2, 5, 10 }.First(factor => factor * power >= least * 0.999999);
        for (var at = step; at <= To; at += step)
        {
            yield return ((long)at, Label(at, step));
        }
    }

    /// <summary>A length as people read it: 4.2 ms, 812 ms, 6.25 s.</summary>
    public static string Length(long nanoseconds) => nanoseconds switch
    {
        < 10_000_000 => Text(nanoseconds / 1e6, "0.0 ms"),
        < 999_500_000 => Text(nanoseconds / 1e6, "0 ms"),
        _ => Text(nanoseconds / 1e9, "0.00 s"),
    };

    private static string Label(double at, double step) => step >= 1e9
        ? Text(at / 1e9, "0 s")
        : step >= 1e7 && at >= 1e9 ? Text(at / 1e9, "0.## s") : Text(at / 1e6, "0.### ms");

    private static string Text(double value, string format) =>
        value.ToString(format, CultureInfo.InvariantCulture);
}
