using System.Text.RegularExpressions;

namespace Guestfs.Imports.Logs;

/// <summary>Something that programs put before each line, and how to know it.</summary>
/// <param name="Name">In words, for the page.</param>
/// <param name="Stamp">How its stamp is read; null when it has none.</param>
/// <param name="Content">What a line holds, of the line and its match; when null, what follows the match.</param>
internal sealed record Wrapping(string Name, Regex Pattern, StampKind? Stamp, Func<ReadOnlyMemory<byte>, Match, ReadOnlyMemory<byte>>? Content = null)
{
    /// <summary>How much of the line comes off: the group <c>peel</c>, else the whole match.</summary>
    public static int LengthOf(Match match) => match.Groups["peel"] is { Success: true } peel ? peel.Length : match.Length;
}

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
internal static class Wrappings
{
    private const string Iso = @"(?<stamp>\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z| ?[+-]\d\d:?\d\d)?)";
    private const string MonthDay = @"(?<stamp>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ \d]\d \d\d:\d\d:\d\d(?:\.\d{1,9})?)";
    private const string Unit = @"[\w.-]{1,255} [^\s:\[\]]{1,128}(?:\[\d{1,10}\])?: ?";
    private const string Weekday = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) ";
    private const string End = @"(?:[ \t]|$)";

    public static IReadOnlyList<Wrapping> All { get; } =
    [
        new("mail quoting", Linear(@"^(?:> ?|\| )"), null),
        new("strings of a list", Linear(@"^ *- ['""]?"), null, QuotedText.Of),
        new("strings of a list", Linear("^ *\""), null, QuotedText.Of),
        new("nova's events", Linear(NovaEvents.Pattern), null, NovaEvents.Of),
        new("GitHub job names", Linear(@"^(?<peel>[^\t]{1,120}\t[^\t]{1,120}\t)\d{4}-"), null),
        new("BuildKit", Linear(@"^#\d{1,4} (?<stamp>\d{1,6}\.\d{1,3}) "), StampKind.Seconds),
        new("BuildKit", Linear(@"^(?<stamp>\d{1,6}\.\d{1,3}) "), StampKind.Seconds),
        new("OBS", Linear(@"^\[ {0,6}(?<stamp>\d{1,6})s\] ?"), StampKind.Seconds),
        new("autopkgtest", Linear(@"^ {0,4}(?<stamp>\d{1,6})s" + End), StampKind.Seconds),
        new("Packer", Linear(@"^(?:==> [\w.-]{1,80}| {4}(?:[a-z][\w-]{0,40}\.[\w.-]{1,80}|qemu|null|libvirt|default))(?: \([\w-]{1,40}\))?: "), null),
        new("logfmt", Linear("^time=\"?" + Iso + @"""? level=\w{1,10} (?:source=\S{1,200} )?msg=""?"), StampKind.Iso, QuotedText.Of),
        new("kubectl --prefix", Linear(@"^\[(?:pod|deployment|job|statefulset|daemonset)/[^\]\s]{1,250}\] "), null),
        new("Docker Compose names", Linear(@"^[\w.-]{1,80} {1,40}\| ?"), null),
        new("GitLab stamps", Linear("^" + Iso + @" \d\d[OE](?:\+| |$)"), StampKind.Iso),
        new("journald", Linear("^" + Iso + " " + Unit), StampKind.Iso),
        new("journald", Linear("^" + MonthDay + " " + Unit), StampKind.MonthDay),
        new("journald", Linear(@"^\[ {0,8}(?<stamp>\d{1,9}\.\d{6})\] [\w.-]{1,255} [^\s:\[\]]{1,128}\[\d{1,10}\]: ?"), StampKind.Seconds),
        new("time stamps", Linear(@"^\[?" + Iso + @"\]?:?" + End), StampKind.Iso),
        new("ts", Linear(@"^\[?" + Weekday + MonthDay + @"(?: [A-Z]{1,5})?(?: \d{4})?\]?" + End), StampKind.MonthDay),
        new("ts", Linear(@"^\[?" + MonthDay + @"\]?" + End), StampKind.MonthDay),
        new("ts", Linear(@"^\[?(?<stamp>\d\d:\d\d:\d\d(?:[.,]\d{1,9})?)(?:\][A-Za-z]?:?)?" + End + " ?"), StampKind.Clock),
        new("ts", Linear(@"^\[?(?<stamp>\d{9,10}(?:\.\d{1,9})?)\]?" + End), StampKind.Epoch),
        new("ts", Linear(@"^(?<stamp>\d{1,8}\.\d{3,9})" + End), StampKind.Seconds),
        new("line numbers", Linear(@"^ {0,8}\d{1,8}(?:\t|:|  ?)"), null),
    ];

    private static Regex Linear(string pattern) => new(pattern, Wording.Linear);
}
