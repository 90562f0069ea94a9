using System.Globalization;
using System.Text.RegularExpressions;

namespace Guestfs.Imports.Logs;

/// <summary>Takes lines of known wordings apart, each in one pass.</summary>
internal static class LineParts
{
    private const string LibraryName = "libguestfs:";
    private const string Daemon = "guestfsd: ";
    private const long Second = 1_000_000_000;

    private static readonly Regex CallText = new(@"^guestfsd: (?:main_loop: )?(?:<= (?<name>\w{1,64}) \(|new request)", Wording.Linear);

    private static readonly Regex ReplyText = new(
        @"^guestfsd: (?:main_loop: )?(?:=> (?<name>\w{1,64}) \(0x[0-9a-f]+\)|proc \d+ \((?<name>\w{1,64})\)) took (?<time>\d{1,6}\.\d{1,3}) sec", Wording.Linear);

    /// <summary><c>libguestfs: </c>, with the milliseconds since the launch that it printed until 2014: <c>libguestfs: [00123ms] text</c>.</summary>
    public static LibraryLine? Library(string text)
    {
        if (!text.StartsWith(LibraryName, StringComparison.Ordinal))
        {
            return null;
        }

        var said = text.AsSpan(LibraryName.Length);
        said = said.StartsWith(" ") ? said[1..] : said;
        return Stamped(said, 1) ?? new LibraryLine(said.ToString(), null);
    }

    /// <summary>The same stamp without a prefix (2010).</summary>
    public static LibraryLine? Stamped(string text) => Stamped(text, 5);

    /// <summary><c>trace: launch</c>, with the handle's identifier in between since 1.29.</summary>
    public static TraceLine? Trace(string said)
    {
        const string Mark = "trace: ";
        if (!said.StartsWith(Mark, StringComparison.Ordinal))
        {
            return null;
        }

        var text = said.AsSpan(Mark.Length);
        var handle = text.IndexOf(' ');
        text = handle > 1 && text[handle - 1] == ':' ? text[(handle + 1)..] : text;
        var end = 0;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
        {
            end++;
        }

        return end == 0 ? null : new TraceLine(text[..end].ToString(), text[end..].ToString());
    }

    /// <summary>The kernel's time stamp, <c>[    1.234567]</c>, wherever it stands.</summary>
    /// <returns>Nanoseconds.</returns>
    public static long? PrintkTime(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOf('['); at >= 0; at = text.IndexOf('['))
        {
            text = text[(at + 1)..];
            if (Seconds(text.TrimStart(' '), 9, 6, "]") is { } time && text.IndexOfAnyExcept(' ') <= 5)
            {
                return time;
            }
        }

        return null;
    }

    /// <summary>virt-v2v and its relatives put the seconds since their start before each step: <c>[   4.2] Opening the overlay</c>.</summary>
    /// <returns>Nanoseconds.</returns>
    public static long? StepTime(string text)
    {
        var blank = text.StartsWith('[') ? text.AsSpan(1).IndexOfAnyExcept(' ') : -1;
        if (blank is < 0 or > 4 || Seconds(text.AsSpan(1 + blank), 6, 1, "] ") is not { } time)
        {
            return null;
        }

        var said = text.AsSpan(text.IndexOf(']', StringComparison.Ordinal) + 2);
        return said.IsEmpty || said[0] == ' ' ? null : time;
    }

    /// <summary>A call reaches the daemon.</summary>
    /// <param name="name">Null until 2015, when the line did not have it.</param>
    public static bool IsCall(string text, out string? name)
    {
        name = null;
        if (!text.StartsWith(Daemon, StringComparison.Ordinal) || CallText.Match(text) is not { Success: true } call)
        {
            return false;
        }

        name = call.Groups["name"] is { Success: true } named ? named.Value : null;
        return true;
    }

    /// <summary>The daemon has done a call.</summary>
    /// <param name="took">Nanoseconds.</param>
    public static bool IsReply(string text, out string name, out long took)
    {
        (name, took) = ("", 0);
        if (!text.StartsWith(Daemon, StringComparison.Ordinal) || ReplyText.Match(text) is not { Success: true } reply)
        {
            return false;
        }

        (name, took) = (reply.Groups["name"].Value, Parse(reply.Groups["time"].ValueSpan));
        return true;
    }

    /// <summary>Seconds with a fraction, as nanoseconds.</summary>
    public static long Parse(ReadOnlySpan<char> seconds) =>
        (long)(decimal.Parse(seconds, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * Second);

    private static LibraryLine? Stamped(ReadOnlySpan<char> text, int fewestDigits)
    {
        var digits = text.StartsWith("[") ? text[1..].IndexOfAnyExceptInRange('0', '9') : 0;
        if (digits < fewestDigits || digits > 9 || !text[(1 + digits)..].StartsWith("ms]"))
        {
            return null;
        }

        var said = text[(1 + digits + "ms]".Length)..];
        return new LibraryLine(
            (said.StartsWith(" ") ? said[1..] : said).ToString(),
            long.Parse(text.Slice(1, digits), NumberStyles.None, CultureInfo.InvariantCulture));
    }

    /// <param name="fraction">How many digits must follow the point.</param>
    private static long? Seconds(ReadOnlySpan<char> text, int mostDigits, int fraction, ReadOnlySpan<char> end)
    {
        text = text[..Math.Min(text.Length, mostDigits + 1 + fraction + end.Length)];
        var digits = text.IndexOfAnyExceptInRange('0', '9');
        var rest = digits is > 0 && digits <= mostDigits && text[digits] == '.' ? text[(digits + 1)..] : [];
        return rest.IndexOfAnyExceptInRange('0', '9') == fraction && rest[fraction..].StartsWith(end) ? Parse(text[..(digits + 1 + fraction)]) : null;
    }
}

/// <param name="Said">What follows the prefix and the stamp.</param>
/// <param name="Milliseconds">libguestfs's own clock.</param>
internal sealed record LibraryLine(string Said, long? Milliseconds);

/// <param name="Call">The function that the program called.</param>
/// <param name="Rest">What follows its name: arguments, or <c> = </c> and its result.</param>
internal sealed record TraceLine(string Call, string Rest);
