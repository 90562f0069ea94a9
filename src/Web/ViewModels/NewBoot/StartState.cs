using Guestfs.Boots;
using Guestfs.Journal;

namespace Guestfs.Web.ViewModels.NewBoot;

/// <summary>Whether Start can be pressed, and what stands beside it.</summary>
/// <param name="Tone">ok, warn or bad.</param>
public sealed record StartState(bool CanStart, string Button, string Tone, string Sentence)
{
    /// <param name="preflight">Null while the checks run.</param>
    /// <param name="allowed">Sources of the disks whose writing was confirmed.</param>
    public static StartState Of(BootRequest request, Preflight? preflight, IReadOnlySet<string> allowed)
    {
        var unconfirmed = request.Disks.FirstOrDefault(disk => disk.Writable && !DiskOrder.IsScratch(disk) && !allowed.Contains(disk.Source));
        if (unconfirmed is not null)
        {
            return new StartState(false, "Start", "warn", $"Confirm first that {unconfirmed.Source} may be changed.");
        }

        if (preflight is null)
        {
            return new StartState(true, "Start", "idle", "Checking…");
        }

        var fails = preflight.Checks.Where(static check => check.State == CheckState.Fail).ToList();
        var warnings = preflight.Checks.Where(static check => check.State == CheckState.Warn).ToList();
        return (fails, warnings) switch
        {
            ([var first, ..], _) => new StartState(false, "Start", "bad", $"{Words.Count(fails.Count, "problem")}: {first.Finding}"),
            (_, [var first, ..]) => new StartState(true, "Start anyway", "warn", $"{Words.Count(warnings.Count, "warning")}: {first.Finding}"),
            _ => new StartState(true, "Start", "ok", $"{Words.Count(preflight.Checks.Count, "check")} passed"),
        };
    }
}
