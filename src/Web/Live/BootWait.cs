using System.Globalization;
using Guestfs.Journal;

namespace Guestfs.Web.Live;

/// <summary>What a boot waits for before qemu starts.</summary>
/// <param name="Sentence">Such as "Building the appliance".</param>
/// <param name="Done">A share from 0 to 1 when it can be known.</param>
public sealed record BootWait(string Sentence, double? Done)
{
    private const double MiB = 1024 * 1024;

    /// <summary>What the boot waits for after an event, or null when it goes on by itself.</summary>
    public static BootWait? After(BootEvent bootEvent, BootWait? before) => bootEvent switch
    {
        BootQueued queued => new BootWait($"Place {queued.Place} in the queue. {queued.Reason}", null),
        LockWaiting { HolderPid: { } pid } waiting => new BootWait(
            $"Another process builds the appliance: PID {pid}{(waiting.HolderCommand is { } command ? $", {command}" : "")}. This boot goes on when it is done.", null),
        LockWaiting => new BootWait("Another process builds the appliance. This boot goes on when it is done.", null),
        BuildProgress progress => Building(progress),
        BootAdmitted or ApplianceReady or AttemptStarted or BootEnded => null,
        _ => before,
    };

    private static BootWait Building(BuildProgress progress)
    {
        var built = Size(progress.AllocatedBytes);
        return progress.ExpectedBytes is > 0 and var expected
            ? new BootWait($"Building the appliance: {built} of about {Size(expected)}", Math.Min(0.99, (double)progress.AllocatedBytes / expected))
            : new BootWait($"Building the appliance for the first time: {built} so far", null);
    }

    private static string Size(long bytes) => (bytes / MiB).ToString("0 MiB", CultureInfo.InvariantCulture);
}
