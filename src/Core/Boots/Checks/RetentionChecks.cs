using System.Globalization;
using Guestfs.Boots.Retention;

namespace Guestfs.Boots.Checks;

internal static class RetentionChecks
{
    private const string Group = "retention";

    public static async Task<IReadOnlyList<Check>> OfAsync(RetentionDesk desk, CancellationToken cancellationToken)
    {
        try
        {
            return [.. Of(await desk.ReportAsync(cancellationToken).ConfigureAwait(false))];
        }
        catch (GuestfsException exception)
        {
            return [new Check(Group, "Retention", CheckState.Fail, $"What retention does cannot be read: {exception.Message}")];
        }
    }

    private static IEnumerable<Check> Of(RetentionReport report)
    {
        yield return Pass("Limits", Limits(report.Limits));
        yield return Pass("Due", Due(report));
        yield return report.LastSweep is { Problem: { } problem } failed
            ? new Check(Group, "Last sweep", CheckState.Fail, $"The sweep of {Instant(failed.At)} stopped: {problem} Boots are not affected.", "Mend what it says; the next sweep goes on from there.")
            : Pass("Last sweep", Sweeps(report));
        yield return Pass("Space", Space(report));
    }

    private static string Limits(RetentionLimits limits)
    {
        List<string> words = [];
        Add(limits.Age is { } age ? $"older than {Count((long)age.TotalDays, "day")}" : null);
        Add(limits.Boots is { } boots ? $"beyond the newest {Count(boots, "boot")}" : null);
        Add(limits.Bytes is { } bytes ? $"beyond {Size(bytes)}" : null);
        return words.Count == 0
            ? "No limit is set: boots stay until someone deletes them. Retention:Days, MaxBoots and MaxBytes in appsettings.json set one."
            : $"Boots {string.Join(" or ", words)} are removed, but none marked Keep.";

        void Add(string? limit)
        {
            if (limit is not null)
            {
                words.Add(limit);
            }
        }
    }

    private static string Due(RetentionReport report)
    {
        var next = report.DueNow > 0 ? $"The next sweep removes {Count(report.DueNow, "boot")}." : "The next sweep removes nothing.";
        var soon = report.DueSoon > 0 ? $" {Count(report.DueSoon, report.DueNow > 0 ? "more boot" : "boot")} within 7 days." : "";
        return report.Announced is [var first, ..]
            ? $"{next}{soon} Of these {report.AnnouncedBoots} with open links, the first on {Instant(first.RemoveAt)}."
            : next + soon;
    }

    private static string Sweeps(RetentionReport report)
    {
        var last = report.LastSweep is { } sweep
            ? $"On {Instant(sweep.At)} {Count(sweep.Removed, "boot")} of {Size(sweep.Bytes)} were removed and {Count(sweep.Announced, "shared boot")} announced."
            : "None since this server started.";
        return report.NextSweep is { } next ? $"{last} The next is on {Instant(next)}." : last;
    }

    private static string Space(RetentionReport report)
    {
        var kept = report.Stored.KeptBoots > 0 ? $" and {Count(report.Stored.KeptBoots, "boot")} marked Keep {Size(report.Stored.KeptBytes)}" : "";
        return $"{Count(report.Stored.Boots, "past boot")} take {Size(report.Stored.Bytes)}{kept}. The database has {Size(report.Space.Bytes)}, of which {Size(report.Space.Unused)} are free for new boots.";
    }

    private static Check Pass(string name, string finding) => new(Group, name, CheckState.Pass, finding);

    private static string Size(long bytes) => bytes < 1 << 20 ? string.Create(CultureInfo.InvariantCulture, $"{bytes >> 10} KiB") : Sentences.Size(bytes);

    private static string Count(long count, string word) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {word}{(count == 1 ? "" : "s")}");

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
