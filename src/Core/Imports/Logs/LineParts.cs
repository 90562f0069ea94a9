using System.Buffers;
using System.Globalization;

namespace Guestfs.Imports.Logs;

/// <summary>Takes lines of known wordings apart, each in one pass.</summary>
internal static class LineParts
{
    private const string LibraryName = "libguestfs:";
    private const string Daemon = "guestfsd: ";
    private const string MainLoop = "main_loop: ";
    private const long Second = 1_000_000_000;
    private const string Digits = "0123456789";
    private const string HexDigits = "0123456789abcdef";
    private const int LongestName = 64;

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    private static readonly SearchValues<char> SecondsCharacters = SearchValues.Create("0123456789.");

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

    /// <summary>A call reaches the daemon: <c>guestfsd: main_loop: new request</c>, since 2015 <c>guestfsd: &lt;= NAME (…</c>.</summary>
    /// <param name="name">Null until 2015, when the line did not have it.</param>
    public static bool IsCall(string text, out string? name)
    {
        var said = OfDaemon(text);
        name = said.StartsWith("<= ") ? TakeName(ref said, "<= ", " (") : null;
        return name is not null || said.StartsWith("new request");
    }

    /// <summary>The daemon has done a call: <c>guestfsd: => NAME (0x57) took 0.03 secs</c>, until 2015 <c>guestfsd: main_loop: proc 87 (NAME) took 0.03 seconds</c>.</summary>
    /// <param name="took">Nanoseconds.</param>
    public static bool IsReply(string text, out string name, out long took)
    {
        (name, took) = ("", 0);
        var said = OfDaemon(text);
        if (said.StartsWith("proc "))
        {
            said = said["proc ".Length..].TrimStart(Digits);
            name = TakeName(ref said, " (", ")") ?? "";
        }
        else if (said.StartsWith("=> ") && TakeName(ref said, "=> ", " (0x") is { } called)
        {
            said = said.TrimStart(HexDigits);
            name = said.StartsWith(")") ? called : "";
            said = name.Length > 0 ? said[1..] : said;
        }

        if (name.Length == 0 || !said.StartsWith(" took ") || Took(said[" took ".Length..]) is not { } time)
        {
            return false;
        }

        took = time;
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

    private static ReadOnlySpan<char> OfDaemon(string text)
    {
        var said = text.StartsWith(Daemon, StringComparison.Ordinal) ? text.AsSpan(Daemon.Length) : [];
        return said.StartsWith(MainLoop) ? said[MainLoop.Length..] : said;
    }

    /// <summary>Takes a function's name off, with what stands before and after it.</summary>
    private static string? TakeName(ref ReadOnlySpan<char> text, ReadOnlySpan<char> before, ReadOnlySpan<char> after)
    {
        var rest = text.StartsWith(before) ? text[before.Length..] : [];
        var length = rest.IndexOfAnyExcept(NameCharacters);
        if (length is < 1 or > LongestName || !rest[length..].StartsWith(after))
        {
            return null;
        }

        text = rest[(length + after.Length)..];
        return rest[..length].ToString();
    }

    /// <summary><c>0.03 secs</c>, <c>0.03 seconds</c>.</summary>
    private static long? Took(ReadOnlySpan<char> text)
    {
        var end = text.IndexOf(" sec");
        var point = text.IndexOf('.');
        return end is > 0 and <= 10 && point is > 0 and <= 6 && end - point is > 1 and <= 4 && text[..end].IndexOfAnyExcept(SecondsCharacters) < 0 && text[..end].Count('.') == 1
            ? Parse(text[..end])
            : null;
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
