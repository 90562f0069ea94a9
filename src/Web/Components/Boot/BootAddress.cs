using System.Globalization;

namespace Guestfs.Web.Components.Boot;

/// <summary>The part of the page's address that changes the first picture; address.js reads all of it.</summary>
/// <param name="From">The visible window in nanoseconds, or null for the whole boot.</param>
/// <param name="Pin">The pin that is looked for.</param>
public sealed record BootAddress(string? View, long? From, long? To, string? Zero, int? Pin = null)
{
    private static readonly string[] KnownViews = ["timeline", "table", "console", "about"];

    public static BootAddress Default { get; } = new(null, null, null, null);

    /// <summary>Reads view, t (seconds, as 1.250-3.400), zero and pin; what makes no sense is passed over.</summary>
    public static BootAddress Read(string? view, string? window, string? zero, string? pin = null)
    {
        string? known = KnownViews.Contains(view) ? view : null;
        int? chosen = int.TryParse(pin, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
        return window?.Split('-') is [var first, var last] && Seconds(first) is { } from && Seconds(last) is { } to && to > from
            ? new BootAddress(known, from, to, zero, chosen)
            : new BootAddress(known, null, null, zero, chosen);
    }

    private static long? Seconds(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value) && value < 1_000_000_000
            ? (long)(value * 1_000_000_000)
            : null;
}
