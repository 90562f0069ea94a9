using System.Globalization;

namespace Guestfs.Appliance;

internal static class AgeText
{
    /// <summary>At most two units, such as 3 d 4 h, 12 min 5 s or 8 s.</summary>
    public static string Of(TimeSpan age)
    {
        (long Count, string Unit)[] parts = [((long)age.TotalDays, "d"), (age.Hours, "h"), (age.Minutes, "min"), (age.Seconds, "s")];
        var first = Array.FindIndex(parts, part => part.Count > 0);
        return first < 0
            ? "0 s"
            : string.Join(' ', parts.Skip(first).Take(2).Where(part => part.Count > 0)
                .Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Count} {part.Unit}")));
    }
}
