using System.Globalization;
using Guestfs.Shares;

namespace Guestfs.Web.Shares;

/// <summary>Days and times of shares as people say them. Days are those of UTC, since the reader may be anywhere.</summary>
public static class ShareWords
{
    /// <summary>Whom the holder of a link may ask; nobody's name where the share hides names.</summary>
    public static string Sender(Share share) => NamesPeople(share) ? share.CreatedBy : "the person who sent it";

    /// <summary>Whether the holder of a link may be told the names of accounts.</summary>
    public static bool NamesPeople(Share share) => !share.Contents.Redact;

    /// <summary>Such as 3 May 2026.</summary>
    public static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>Such as 3 May 2026 at 14:05 UTC: for what just happened, the day alone says too little.</summary>
    public static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("d MMMM yyyy 'at' HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>Such as "expires in 12 days", "expires in 40 minutes", "expired on 3 May 2026" or "never expires".</summary>
    public static string Expiry(Share share, DateTimeOffset now)
    {
        if (share.RevokedAt is { } revoked)
        {
            return $"revoked on {Day(revoked)}";
        }

        if (share.BootRemovedAt is not null)
        {
            return Removal(share);
        }

        if (share.ExpiresAt is not { } end)
        {
            return "never expires";
        }

        var left = end - now;
        return left <= TimeSpan.Zero ? $"expired on {Day(end)}"
            : left.TotalDays >= 2 ? $"expires in {Count((long)Math.Round(left.TotalDays), "day")}"
            : left.TotalHours >= 2 ? $"expires in {Count((long)Math.Round(left.TotalHours), "hour")}"
            : $"expires in {Count(Math.Max(1, (long)Math.Round(left.TotalMinutes)), "minute")}";
    }

    /// <summary>Such as "retention removed it on 3 May 2026", for a share whose boot is gone.</summary>
    public static string Removal(Share share) => share switch
    {
        { BootRemovedAt: { } at, BootRemovedBy: { } by } => $"{by} deleted the boot on {Day(at)}",
        { BootRemovedAt: { } at } => $"retention removed the boot on {Day(at)}",
        _ => "since then the boot was deleted",
    };

    private static string Count(long count, string word) => string.Create(CultureInfo.InvariantCulture, $"{count} {word}{(count == 1 ? "" : "s")}");
}
