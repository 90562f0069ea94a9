using System.Globalization;
using System.Text;
using Guestfs.Timeline;

namespace Guestfs.Core.Tests.Timeline;

/// <summary>A timeline as text to read by eye: start and duration in milliseconds, guest time, name by depth, what opened it.</summary>
internal static class TimelineText
{
    public static string Write(BootTimeline timeline)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"rules {timeline.RulesVersion}, end {Milliseconds(timeline.End)}\n");
        foreach (var bar in timeline.Bars)
        {
            var duration = bar.End is { } end ? Milliseconds(end - bar.Start) : "open";
            var guest = bar.GuestStart is { } start ? $"[{Milliseconds(start)}]" : "";
            var name = new string(' ', bar.Depth * 2) + (bar.Kind == BarKind.Gap ? $"({bar.Name})" : bar.Name);
            text.Append($"{Milliseconds(bar.Start),10} {duration,10} {guest,12} {bar.Attempt} {name,-42} {bar.FirstSequence}-{bar.LastSequence} {bar.Rule}".TrimEnd()).Append('\n');
        }

        foreach (var mark in timeline.Marks)
        {
            text.Append($"mark {Milliseconds(mark.At)} {mark.Name} #{mark.Sequence} {mark.Detail}".TrimEnd()).Append('\n');
        }

        return text.ToString();
    }

    private static string Milliseconds(long nanoseconds) => (nanoseconds / 1e6).ToString("0.000", CultureInfo.InvariantCulture);
}
