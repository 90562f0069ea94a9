using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Web.Components.Boot;

/// <summary>A boot's status in words, in the page's title and as a drawn sign.</summary>
public static class StatusWords
{
    public static string Word(BootStatus status) =>
        status == BootStatus.TimedOut ? "timed out" : status.ToString().ToLowerInvariant();

    /// <summary>The same without spaces, for style sheets and scripts.</summary>
    public static string Key(BootStatus status) => status.ToString().ToLowerInvariant();

    public static bool IsFailure(BootStatus status) =>
        status is BootStatus.Failed or BootStatus.TimedOut or BootStatus.Interrupted;

    /// <summary>Whether the boot itself failed, here or where it was imported from.</summary>
    public static bool IsFailure(BootSummary summary) => IsFailure(summary.Imported?.Outcome ?? summary.Status);

    /// <summary>What the user called the boot, or what it boots.</summary>
    public static string Title(BootSummary summary) => summary switch
    {
        { Title.Length: > 0 } => summary.Title,
        { Label.Length: > 0 } => summary.Label,
        { DiskCount: 1 } => "Boot with 1 disk",
        { DiskCount: > 1 } => $"Boot with {summary.DiskCount} disks",
        _ => "Boot of the appliance",
    };

    /// <summary>For the browser's tab: how it stands first, because tabs are narrow.</summary>
    public static string PageTitle(BootSummary summary)
    {
        string sign = (summary.Imported?.Outcome ?? summary.Status) switch
        {
            BootStatus.Ready or BootStatus.Finished or BootStatus.Imported => summary is { OrderOnly: false, ReadyAfter: { } ready } ? $"✓ {Durations.Text(ready)}" : "✓",
            BootStatus.Failed or BootStatus.TimedOut or BootStatus.Interrupted => "✗ " + Word(summary.Imported?.Outcome ?? summary.Status),
            BootStatus.Cancelled => "⊘ cancelled",
            _ => "… " + (summary.Stage ?? Word(summary.Status)),
        };
        return $"{sign} · {Title(summary)}";
    }

    /// <summary>A path in a field of 16 by 16.</summary>
    public static string Icon(BootStatus status) => status switch
    {
        BootStatus.Queued => "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm0 1.6a5.4 5.4 0 1 1 0 10.8A5.4 5.4 0 0 1 8 2.600ZM7.2 4.500v4l3 1.800.8-1.300-2.200-1.300V4.500Z",
        BootStatus.Building => "M2 10h5v5H2Zm7 0h5v5H9ZM5.500 3.500h5v5h-5Z",
        BootStatus.Booting => "M4 2.500v11L13 8Z",
        BootStatus.Ready => "M8 3a5 5 0 1 0 0 10A5 5 0 0 0 8 3Z",
        BootStatus.Imported => "M7.200 1.500h1.600v6.200l2.300-2.300 1.100 1.100L8 10.700 3.800 6.500l1.100-1.100 2.300 2.300ZM2.500 12.500h11v1.600h-11Z",
        BootStatus.Finished => "M6.300 12.500 2 8.200l1.500-1.500 2.800 2.800L12.500 3.300 14 4.800Z",
        BootStatus.Cancelled => "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm-4 6.200h8v1.600H4Z",
        BootStatus.TimedOut => "M3 1h10v2l-3.500 5 3.500 5v2H3v-2l3.500-5L3 3Zm2.500 2L8 6.500 10.500 3Z",
        BootStatus.Interrupted => "M9.500 1 3 9h4l-1 6 7-8.500H8.800Z",
        _ => "M3.900 2.500 8 6.600l4.100-4.100 1.400 1.400L9.400 8l4.100 4.100-1.400 1.400L8 9.400l-4.100 4.100-1.400-1.400L6.600 8 2.500 3.900Z",
    };
}
