using System.Globalization;

namespace Guestfs.Boots;

/// <summary>The words in which a boot tells how it went.</summary>
internal static class Sentences
{
    private const long GiB = 1L << 30;

    public static string Seconds(long nanoseconds) => Seconds(nanoseconds / 1e9);

    public static string Seconds(double seconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{seconds:0.00} s");

    /// <summary>Such as 512 MiB or 74.9 GiB.</summary>
    public static string Size(long bytes) => bytes < GiB
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes >> 20} MiB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)GiB:0.0} GiB");

    /// <summary>Such as " in the kernel stage after 3.20 s".</summary>
    public static string Where(string? stage, long offset) => stage switch
    {
        null => $" after {Seconds(offset)}",
        "queue" => $" in the queue after {Seconds(offset)}",
        _ => $" in the {stage} stage after {Seconds(offset)}",
    };
}
