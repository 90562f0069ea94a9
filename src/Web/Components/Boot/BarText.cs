using Guestfs.Timeline;

namespace Guestfs.Web.Components.Boot;

/// <summary>The words for one bar.</summary>
public static class BarText
{
    /// <summary>An activity without the scope its stage already says: <c>initrd:insmod ext4</c> below initrd is <c>insmod ext4</c>.</summary>
    public static string Label(TimelineBar bar)
    {
        int colon = bar.Name.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && bar.Name.AsSpan(0, colon).SequenceEqual(bar.Stage)
            ? bar.Name[(colon + 1)..]
            : bar.Name;
    }

    /// <summary>Said in the place of a duration that no clock told.</summary>
    public const string Untimed = "order only";

    /// <summary>What a screen reader says of a segment of the strip, beginning with the words it shows.</summary>
    public static string Segment(TimelineBar stage, long end, bool untimed) => untimed ? $"{stage.Name}, {Untimed}" : stage.End is { } over
        ? $"{stage.Name} {Durations.Text(over - stage.Start)}, starts {Durations.Text(stage.Start)}, {Durations.Share(over - stage.Start, end)} of the boot"
        : $"{stage.Name}, starts {Durations.Text(stage.Start)}, still running";

    /// <summary>What a screen reader says: "kernel, starts 0.62 s, lasts 0.48 s, 26 % of the boot".</summary>
    public static string Spoken(TimelineBar bar, long end, bool untimed)
    {
        if (untimed)
        {
            return $"{Label(bar)}, {Untimed}";
        }

        string length = bar.End is { } over
            ? $"lasts {Durations.Text(over - bar.Start)}, {Durations.Share(over - bar.Start, end)} of the boot"
            : "still running";
        return $"{Label(bar)}, starts {Durations.Text(bar.Start)}, {length}";
    }
}
