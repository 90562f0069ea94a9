using System.Globalization;
using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Web.ViewModels;

/// <summary>Numbers as people read them, always with a unit.</summary>
public static class Words
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

    private static readonly NumberFormatInfo Grouped = new() { NumberGroupSeparator = "\u202f" };

    /// <summary>Bytes as "512 B", "2.2 GiB" or "20 GiB".</summary>
    public static string Bytes(long bytes)
    {
        var value = (double)bytes;
        var unit = 0;
        while (value >= 1023.95 && unit < Units.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        var whole = unit == 0 || value >= 99.95 || Math.Abs(value - Math.Round(value)) < 0.05;
        return $"{value.ToString(whole ? "0" : "0.0", CultureInfo.InvariantCulture)} {Units[unit]}";
    }

    /// <summary>How long ago something was: "now", "40 s ago", "3 min ago", "5 h ago", "2 days ago", then the day.</summary>
    public static string Ago(DateTimeOffset then, DateTimeOffset now)
    {
        var past = now - then;
        return past switch
        {
            { TotalSeconds: < 5 } => "now",
            { TotalSeconds: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{(int)past.TotalSeconds} s ago"),
            { TotalMinutes: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{(int)past.TotalMinutes} min ago"),
            { TotalHours: < 24 } => string.Create(CultureInfo.InvariantCulture, $"{(int)past.TotalHours} h ago"),
            { TotalDays: < 2 } => "1 day ago",
            { TotalDays: < 14 } => string.Create(CultureInfo.InvariantCulture, $"{(int)past.TotalDays} days ago"),
            _ => then.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        };
    }

    /// <summary>The instant in UTC, for titles: "2026-03-14 09:26:53 UTC".</summary>
    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>A status as people read it: "timed out".</summary>
    public static string Status(BootStatus status) => status == BootStatus.TimedOut ? "timed out" : status.ToString().ToLowerInvariant();

    /// <summary>Disks in a few words, without their roots and folders: "fedora.qcow2, data.img +2". Empty when no name is known.</summary>
    public static string Disks(BootSummary boot)
    {
        var shown = boot.Disks.Take(2).Select(static source => source.StartsWith("scratch:", StringComparison.Ordinal) ? source : source[(source.LastIndexOfAny(['/', ':']) + 1)..]).ToList();
        return shown.Count == 0 ? "" : string.Join(", ", shown) + (boot.DiskCount > shown.Count ? $" +{Number(boot.DiskCount - shown.Count)}" : null);
    }

    /// <summary>How long a running boot takes so far, in whole seconds: what is drawn once a second needs no more.</summary>
    public static string Elapsed(TimeSpan since) => since switch
    {
        { TotalSeconds: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{(int)Math.Max(0, since.TotalSeconds)} s"),
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{since.Minutes} m {since.Seconds:00} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)since.TotalHours} h {since.Minutes:00} m"),
    };

    /// <summary>"2 running, 1 queued"; what there is none of is left out.</summary>
    public static string Running(IReadOnlyList<BootSummary> boots)
    {
        var queued = boots.Count(static boot => boot.Status == BootStatus.Queued);
        string[] parts = [boots.Count > queued ? $"{Number(boots.Count - queued)} running" : "", queued > 0 ? $"{Number(queued)} queued" : ""];
        return string.Join(", ", parts.Where(static part => part.Length > 0));
    }

    /// <summary>"1 boot", "2 boots", "12 345 boots".</summary>
    public static string Count(long number, string one, string? many = null) => $"{Number(number)} {(number == 1 ? one : many ?? one + "s")}";

    /// <summary>Thousands apart by a narrow space.</summary>
    public static string Number(long number) => number.ToString("#,0", Grouped);
}
