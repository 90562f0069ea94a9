using System.Buffers;
using System.Globalization;
using Guestfs.Timeline;

namespace Guestfs.Exports;

/// <summary>
/// A timeline as CSV (RFC 4180): a header, a row per bar in the order they opened, then a row per mark. Times are seconds since
/// the request with all nine decimals.
/// </summary>
public static class TimelineCsv
{
    public const string Header = "kind,name,stage,attempt,depth,start_s,duration_s,guest_clock_s,open,first_entry,last_entry,rule,detail";

    public static void Write(IBufferWriter<byte> output, ExportedBoot boot)
    {
        Row(output, [Header]);
        foreach (var bar in boot.Timeline.Bars)
        {
            Row(output,
            [
                bar.Kind.ToString().ToLowerInvariant(),
                Cell(bar.Name),
                Cell(bar.Stage),
                Number(bar.Attempt),
                Number(bar.Depth),
                Seconds(bar.Start),
                Seconds(boot.LengthOf(bar)),
                bar.GuestStart is { } guest ? Seconds(guest) : "",
                bar.End is null ? "yes" : "no",
                Number(bar.FirstSequence),
                bar.LastSequence is { } last ? Number(last) : "",
                Cell(bar.Rule ?? ""),
                "",
            ]);
        }

        foreach (var mark in boot.Timeline.Marks)
        {
            Row(output, ["mark", Cell(mark.Name), "", "", "", Seconds(mark.At), "", "", "", Number(mark.Sequence), "", "", Cell(mark.Detail ?? "")]);
        }
    }

    /// <summary>
    /// One cell of text, without line ends or escape sequences. Quoted where the format needs it; a text that a spreadsheet would take for a formula gets an apostrophe
    /// in front, the sign by which spreadsheets know text.
    /// </summary>
    internal static string Cell(string raw)
    {
        var text = Utf8Text.Plain(raw);
        if (text.AsSpan().TrimStart() is ['=' or '+' or '-' or '@' or '\uff1d' or '\uff0b' or '\uff0d' or '\uff20', ..])
        {
            text = "'" + text;
        }

        return text.AsSpan().ContainsAny("\",\t") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    private static void Row(IBufferWriter<byte> output, ReadOnlySpan<string> cells)
    {
        output.WriteText(string.Join(',', cells));
        output.Write("\r\n"u8);
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(long nanoseconds) => (nanoseconds / 1_000_000_000m).ToString("0.000000000", CultureInfo.InvariantCulture);
}
