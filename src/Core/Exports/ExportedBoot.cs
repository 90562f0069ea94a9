using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Exports;

/// <summary>Everything about a boot but its output: what every format of the timeline is written from.</summary>
public sealed record ExportedBoot(BootSummary Summary, BootFacts Facts, BootTimeline Timeline)
{
    /// <summary>What the boot is called: its title, its label, or what it boots.</summary>
    public string Name => Summary switch
    {
        { Title.Length: > 0 } => Summary.Title,
        { Label.Length: > 0 } => Summary.Label,
        { DiskCount: 1 } => "Boot with 1 disk",
        { DiskCount: > 1 } => $"Boot with {Summary.DiskCount} disks",
        _ => "Boot of the appliance",
    };

    /// <summary>Such as "timed out".</summary>
    public string Status => Summary.Status == BootStatus.TimedOut ? "timed out" : Summary.Status.ToString().ToLowerInvariant();

    /// <summary>A bar's length in nanoseconds; that of an open bar reaches to the last entry.</summary>
    public long LengthOf(TimelineBar bar) => Math.Max(0, (bar.End ?? Timeline.End) - bar.Start);

    public static ExportedBoot Of(BootFold fold, string id) => new(fold.Summary(id), fold.Facts, fold.Timeline);
}
