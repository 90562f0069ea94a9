using System.Globalization;

namespace Guestfs.Imports.Logs;

/// <summary>Reads the stamps of one wrapping, line by line, into nanoseconds that count on.</summary>
internal sealed class Stamps
{
    private const long Second = 1_000_000_000;
    private const long Day = 86_400 * Second;

    private static readonly string[] Months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    /// <summary>Of a leap year, as a stamp without a year may be of one.</summary>
    private static readonly int[] DaysOf = [0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

    private readonly StampKind _kind;
    private readonly bool _adds;
    private long _sum;
    private long _turns;
    private long? _last;

    /// <param name="sample">Stamps in order. Those that go back again and again are times since the line before, and add up.</param>
    public Stamps(StampKind kind, IEnumerable<string> sample)
    {
        _kind = kind;
        var (back, count, digits, last) = (0, 0, 0, long.MinValue);
        foreach (var stamp in sample)
        {
            digits = Math.Max(digits, DigitsOf(stamp));
            if (Parse(stamp) is { } value)
            {
                back += value < last && last - value < Day / 2 ? 1 : 0;
                last = value;
                count++;
            }
        }

        _adds = kind is StampKind.Clock or StampKind.Seconds && (back > count / 20 || (count > 20 && last == 0));
        Grain = Second;
        for (; digits > 0; digits--)
        {
            Grain /= 10;
        }
    }

    /// <summary>Nanoseconds that one step of the last digit is worth.</summary>
    public long Grain { get; }

    public bool IsWallClock => _kind is StampKind.Iso or StampKind.Epoch;

    /// <returns>Null for a stamp that is none.</returns>
    public long? Next(string stamp)
    {
        if (Parse(stamp) is not { } value)
        {
            return null;
        }

        if (_adds)
        {
            return _sum = value > Day * 400 || _sum > Day * 400 ? _sum : _sum + value;
        }

        // A clock without a date begins anew at midnight, one without a year at New Year.
        var turn = _kind switch { StampKind.Clock => Day, StampKind.MonthDay => 366 * Day, _ => 0 };
        if (_last is { } last && turn > 0 && last - value > turn / 2 && _turns < 100)
        {
            _turns++;
        }

        _last = value;
        return value + (_turns * turn);
    }

    private long? Parse(string stamp) => _kind switch
    {
        StampKind.Iso => ParseIso(stamp),
        StampKind.MonthDay => ParseMonthDay(stamp),
        StampKind.Clock => ParseClock(stamp),
        _ => ParseSeconds(stamp),
    };

    private static int DigitsOf(string stamp)
    {
        var point = stamp.LastIndexOfAny(['.', ',']);
        return point < 0 ? 0 : Math.Min(9, stamp.AsSpan(point + 1).IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : stamp.Length - point - 1);
    }

    private static long? ParseIso(string stamp)
    {
        var text = stamp.Replace(',', '.');
        var digits = DigitsOf(text);
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var fraction = point < 0 ? 0 : long.Parse(text.AsSpan(point + 1, digits).ToString().PadRight(9, '0'), CultureInfo.InvariantCulture);
        var whole = point < 0 ? text : text.Remove(point, digits + 1);
        return DateTimeOffset.TryParse(whole, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && at.Year is > 1990 and < 2200
            ? (at.ToUnixTimeSeconds() * Second) + fraction
            : null;
    }

    private static long? ParseMonthDay(string stamp)
    {
        var month = Array.IndexOf(Months, stamp[..3]) + 1;
        return int.TryParse(stamp.AsSpan(4, 2).TrimStart(), NumberStyles.None, CultureInfo.InvariantCulture, out var day) && day is > 0 && day <= DaysOf[month]
            && ParseClock(stamp[7..]) is { } clock
            ? ((DaysOf.Take(month).Sum() + day - 1) * Day) + clock
            : null;
    }

    private static long? ParseClock(string stamp) =>
        int.TryParse(stamp.AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
        && int.TryParse(stamp.AsSpan(3, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)
        && ParseSeconds(stamp[6..].Replace(',', '.')) is { } seconds
            ? (((hours * 60L) + minutes) * 60 * Second) + seconds
            : null;

    private static long? ParseSeconds(string stamp) =>
        decimal.TryParse(stamp, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < 9_000_000_000m
            ? (long)(seconds * Second)
            : null;
}
