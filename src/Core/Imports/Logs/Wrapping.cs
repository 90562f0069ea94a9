using System.Text.RegularExpressions;

namespace Guestfs.Imports.Logs;

/// <summary>Something that programs put before each line, and how to know it.</summary>
/// <param name="Name">In words, for the page.</param>
/// <param name="Stamp">How its stamp is read; null when it has none.</param>
internal sealed record Wrapping(string Name, Regex Pattern, StampKind? Stamp);

internal enum StampKind
{
    /// <summary>A date and a time.</summary>
    Iso,

    /// <summary>Month, day and time, without a year.</summary>
    MonthDay,

    /// <summary>Hours, minutes and seconds: of the day, since the start (ts -s) or since the line before (ts -i).</summary>
    Clock,

    /// <summary>Seconds since 1970.</summary>
    Epoch,

    /// <summary>Seconds since the start, or since the line before.</summary>
    Seconds,
}

/// <summary>The wrappings that are known, the particular before the general.</summary>
internal static partial class Wrappings
{
    private const string Iso = @"(?<stamp>\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z| ?[+-]\d\d:?\d\d)?)";
    private const string MonthDay = @"(?<stamp>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ \d]\d \d\d:\d\d:\d\d(?:\.\d{1,9})?)";
    private const string Unit = @"[\w.-]{1,255} [^\s:\[\]]{1,128}(?:\[\d{1,10}\])?: ?";
    private const string End = @"(?: |$)";

    public static IReadOnlyList<Wrapping> All { get; } =
    [
        new("mail quoting", Quote(), null),
        new("GitHub job names", GitHub(), null),
        new("kubectl --prefix", Pod(), null),
        new("Docker Compose names", Compose(), null),
        new("GitLab stamps", GitLab(), StampKind.Iso),
        new("journald", JournaldIso(), StampKind.Iso),
        new("journald", Journald(), StampKind.MonthDay),
        new("journald", JournaldSeconds(), StampKind.Seconds),
        new("time stamps", IsoStamp(), StampKind.Iso),
        new("ts", MonthDayStamp(), StampKind.MonthDay),
        new("ts", ClockStamp(), StampKind.Clock),
        new("ts", EpochStamp(), StampKind.Epoch),
        new("ts", SecondsStamp(), StampKind.Seconds),
    ];

    [GeneratedRegex(@"^(?:> ?|\| )", RegexOptions.ExplicitCapture, ImportLimits.MatchMilliseconds)]
    private static partial Regex Quote();

    [GeneratedRegex(@"^[^\t]{1,120}\t[^\t]{1,120}\t(?=\d{4}-)", RegexOptions.ExplicitCapture, ImportLimits.MatchMilliseconds)]
    private static partial Regex GitHub();

    [GeneratedRegex(@"^\[(?:pod|deployment|job|statefulset|daemonset)/[^\]\s]{1,250}\] ", RegexOptions.ExplicitCapture, ImportLimits.MatchMilliseconds)]
    private static partial Regex Pod();

    [GeneratedRegex(@"^[\w.-]{1,80} {1,40}\| ?", RegexOptions.ExplicitCapture, ImportLimits.MatchMilliseconds)]
    private static partial Regex Compose();

    [GeneratedRegex("^" + Iso + @" \d\d[OE](?:\+| |$)", RegexOptions.ExplicitCapture, ImportLimits.MatchMilliseconds)]
    private static partial Regex GitLab();

    [GeneratedRegex("^" + Iso + " " + Unit, RegexOptions.ExplicitCapture, ImportLimits.MatchMilliseconds)]
    private static partial Regex JournaldIso();

    [GeneratedRegex("^" + MonthDay + " " + Unit, RegexOptions.ExplicitCapture, ImportLimits.MatchMilliseconds)]
    private static partial Regex Journald();

    [GeneratedRegex(@"^\[ {0,8}(?<stamp>\d{1,9}\.\d{6})\] [\w.-]{1,255} [^\s:\[\]]{1,128}\[\d{1,10}\]: ?", RegexOptions.ExplicitCapture, ImportLimits.MatchMilliseconds)]
    private static partial Regex JournaldSeconds();

    [GeneratedRegex(@"^\[?" + Iso + @"\]?:?" + End, RegexOptions.ExplicitCapture, ImportLimits.MatchMilliseconds)]
    private static partial Regex IsoStamp();

    [GeneratedRegex(@"^\[?" + MonthDay + @"\]?" + End, RegexOptions.ExplicitCapture, ImportLimits.MatchMilliseconds)]
    private static partial Regex MonthDayStamp();

    [GeneratedRegex(@"^\[?(?<stamp>\d\d:\d\d:\d\d(?:[.,]\d{1,9})?)\]?" + End + " ?", RegexOptions.ExplicitCapture, ImportLimits.MatchMilliseconds)]
    private static partial Regex ClockStamp();

    [GeneratedRegex(@"^\[?(?<stamp>\d{9,10}(?:\.\d{1,9})?)\]?" + End, RegexOptions.ExplicitCapture, ImportLimits.MatchMilliseconds)]
    private static partial Regex EpochStamp();

    [GeneratedRegex(@"^(?<stamp>\d{1,8}\.\d{3,9})" + End, RegexOptions.ExplicitCapture, ImportLimits.MatchMilliseconds)]
    private static partial Regex SecondsStamp();
}
