using System.Text.RegularExpressions;
using Guestfs.Journal;

namespace Guestfs.Imports.Logs;

/// <summary>
/// Gives each line of a launch its offset: from the stamps before the lines, else from the guest's printk clock and
/// libguestfs's own milliseconds, else from the order alone. Offsets never go back, whatever the stamps say.
/// </summary>
/// <param name="zero">The stamp of the launch's first line; null when lines carry none.</param>
/// <param name="grain">The resolution of the stamps. Within a coarse one the guest's clock tells lines apart.</param>
/// <param name="ready">libguestfs's own milliseconds at which the appliance was up; null when the log does not say.</param>
internal sealed class ArrivalClock(long? zero, long grain, long? ready)
{
    public const string LaunchFlag = "received GUESTFS_LAUNCH_FLAG";

    /// <summary>What a line takes that no clock times: enough to keep an order, too little to be taken for a length.</summary>
    private const long Step = 1_000;

    private const long Second = 1_000_000_000;

    /// <summary>A stamp further ahead than this is damaged, or text that looks like a stamp.</summary>
    private const long LongestJump = 6 * 3600 * Second;

    private static readonly Regex Helper = new(@"^(?:supermin[ -]helper|febootstrap-supermin-helper):? \[(?<time>\d{1,9})ms\]", Wording.Linear);

    private static readonly Regex Uptime = new(@"(?:^|uptime: )(?<time>\d{1,7}\.\d\d) \d{1,9}\.\d\d\s*$", Wording.Linear);

    private long _now = -Step;
    private long? _guestBase;
    private long _guest;
    private long? _helperBase;
    private long? _stepBase;
    private long? _callStart;
    private bool _milliseconds;
    private bool _library;

    public LogClock Kind => zero is not null ? LogClock.Host : _guestBase is not null ? LogClock.Guest : _library ? LogClock.Library : LogClock.Order;

    /// <summary>Which parts of the timeline have length.</summary>
    public string Note => (Kind, _milliseconds) switch
    {
        (LogClock.Host, _) when grain >= Second => "Lines carry the host's time in whole seconds; within a second the guest's clock or the order tells them apart.",
        (LogClock.Host, _) => "Times are those of the stamps before the lines: when each line arrived on the host.",
        (LogClock.Guest, true) => "libguestfs's own milliseconds time the launch and the guest's clock times the rest; a line without a stamp has the time of the one before it.",
        (LogClock.Guest, false) => "This log has no timestamps on host lines. Bars before the first kernel line show order, not length; after it the guest's clock counts, and a line without a stamp has the time of the one before it.",
        (_, true) => "Only libguestfs's own milliseconds tell time in this log; bars between them show order, not length.",
        _ => "This log has no timestamps at all. Bars show order, not length.",
    };

    /// <summary>Nanoseconds since the launch began.</summary>
    public long At(ClassifiedLine line)
    {
        var next = zero is null ? _now + Step : _now;
        if (zero is null || grain > 1_000_000)
        {
            next = Math.Max(next, Untimed(line, next));
        }

        if (zero is { } first && line.Line.At is { } stamp && stamp - first is var offset && offset < _now + LongestJump)
        {
            next = grain > 1_000_000 ? Math.Clamp(next, offset, offset + grain - 1) : offset;
        }

        _now = Math.Max(Math.Max(_now, next), 0);
        return _now;
    }

    private long Untimed(ClassifiedLine line, long next)
    {
        if (line.Milliseconds is { } milliseconds)
        {
            (_milliseconds, _library) = (true, true);
            return Ahead(next, milliseconds * 1_000_000);
        }

        var text = line.Said;
        switch (line.Kind)
        {
            case LineKind.Supermin when Helper.Match(text) is { Success: true } helper:
                _milliseconds = true;
                var own = LineParts.Parse(helper.Groups["time"].ValueSpan) / 1_000;
                _helperBase ??= next - own;
                return Ahead(next, _helperBase.Value + own);
            case LineKind.Program when LineParts.StepTime(text) is { } since:
                _stepBase ??= next - since;
                return Ahead(next, _stepBase.Value + since);
            case LineKind.Library when ready is { } up && text.Contains(LaunchFlag, StringComparison.Ordinal):
                // This is what the library waited for; it prints its time with the line that follows.
                (_milliseconds, _library) = (true, true);
                return Ahead(next, up * 1_000_000);
            case LineKind.Console:
                return Guest(text, next);
            default:
                return next;
        }
    }

    private long Guest(string text, long next)
    {
        if (LineParts.PrintkTime(text) is { } printk)
        {
            return GuestAt(printk, next, text.Contains("Linux version ", StringComparison.Ordinal));
        }

        if ((text.Contains("uptime: ", StringComparison.Ordinal) || (text.Length > 0 && char.IsAsciiDigit(text[0]))) && Uptime.Match(text) is { Success: true } uptime)
        {
            return GuestAt(LineParts.Parse(uptime.Groups["time"].ValueSpan), next, false);
        }

        if (LineParts.IsCall(text, out _))
        {
            _callStart = next;
        }
        else if (_callStart is { } start && LineParts.IsReply(text, out _, out var took))
        {
            _callStart = null;
            return Ahead(next, start + took);
        }

        return next;
    }

    /// <summary>The first stamp is where the log is by then; so is one after the guest's clock began again.</summary>
    private long GuestAt(long guest, long next, bool kernelStarts)
    {
        if (_guestBase is null || (kernelStarts && guest < _guest))
        {
            _guestBase = next - guest;
        }

        if (guest > _guest + LongestJump && _guest > 0)
        {
            return next;
        }

        _guest = guest;
        return Ahead(next, _guestBase.Value + guest);
    }

    private static long Ahead(long next, long candidate) => candidate > next && candidate < next + LongestJump ? candidate : next;
}
