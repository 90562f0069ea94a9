using System.Buffers;
using System.Globalization;
using Guestfs.Timeline;

namespace Guestfs.Exports;

/// <summary>A timeline as a table of plain text for a terminal or a mail: figures in columns, names last so that long ones push nothing.</summary>
public static class TimelineTable
{
    private const string Columns = "  start ms      took ms   share  what";

    public static void Write(IBufferWriter<byte> output, ExportedBoot boot)
    {
        Head(output, boot);
        var order = boot.Summary.OrderOnly;
        output.WriteText($"\n{(order ? "what, in order" : Columns)}\n");
        foreach (var bar in boot.Timeline.Bars)
        {
            Row(output, boot, bar);
        }

        if (order)
        {
            return;
        }

        output.WriteText($"{Milliseconds(boot.Timeline.End),10}                       end{(boot.Timeline.Bars.Any(static bar => bar.End is null) ? " of what is known; bars marked ... go on" : "")}\n");
        if (boot.Timeline.Marks.Count == 0)
        {
            return;
        }

        output.Write("\n  start ms  mark\n"u8);
        foreach (var mark in boot.Timeline.Marks)
        {
            var detail = string.IsNullOrEmpty(mark.Detail) ? "" : ": " + Utf8Text.Plain(mark.Detail);
            output.WriteText($"{Milliseconds(mark.At),10}  {Utf8Text.Plain(mark.Name)}{detail}\n");
        }
    }

    private static void Head(IBufferWriter<byte> output, ExportedBoot boot)
    {
        var summary = boot.Summary;
        Line(output, "boot", $"{boot.Name} ({summary.Id})");
        Line(output, "status", $"{boot.Status}: {summary.Sentence}");
        Line(output, "requested", $"{summary.RequestedAt.ToUniversalTime():yyyy-MM-dd HH:mm:ss} UTC{(summary.RequestedBy.Length > 0 ? $" by {summary.RequestedBy}" : "")}");
        Line(output, "host", Joined(boot.Facts.Host.Host, boot.Facts.Host.Os, boot.Facts.Host.Kernel));
        Line(output, "guest", Joined(boot.Facts.GuestKernel is { } kernel ? $"Linux {kernel}" : null, boot.Facts.Firmware));
        Line(output, "qemu", Joined(boot.Facts.Host.Qemu, boot.Facts.Accelerator));
        Line(output, "ready", summary.OrderOnly ? (summary.ReadyAfter is null ? "never" : "yes; nothing in the log tells time") : summary.ReadyAfter is { } ready ? $"after {Milliseconds(ready)} ms" : "never");
    }

    private static void Line(IBufferWriter<byte> output, string name, string value)
    {
        if (value.Length > 0)
        {
            output.WriteText($"{name,-10} {Utf8Text.Plain(value)}\n");
        }
    }

    private static void Row(IBufferWriter<byte> output, ExportedBoot boot, TimelineBar bar)
    {
        var length = boot.LengthOf(bar);
        var name = Utf8Text.Plain(bar.Name);
        var times = boot.Summary.OrderOnly ? "" : $"{Milliseconds(bar.Start),10} {Milliseconds(length),12} {Share(length, boot.Timeline.End),7}  ";
        output.WriteText(string.Create(
            CultureInfo.InvariantCulture,
            $"{times}{new string(' ', bar.Depth * 2)}{(bar.Kind == BarKind.Gap ? $"({name})" : name)}{(bar is { Kind: BarKind.Stage, Name: StageNames.Qemu, Attempt: > 1 } ? $", attempt {bar.Attempt}" : "")}{(bar.End is null ? " ..." : "")}\n"));
    }

    private static string Joined(params string?[] parts) => string.Join(", ", parts.Where(static part => !string.IsNullOrEmpty(part)));

    private static string Share(long part, long whole) => (whole <= 0 ? 0 : 100.0 * part / whole).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    private static string Milliseconds(long nanoseconds) => (nanoseconds / 1_000_000m).ToString("0.0", CultureInfo.InvariantCulture);
}
