using Guestfs.Connection;
using Guestfs.Journal;
using Guestfs.Operations;
using Guestfs.Processes;

namespace Guestfs.Boots;

/// <summary>The time from ready to the end: the first calls, waiting while the appliance is in use, and the clean stop.</summary>
internal sealed class GuestSession(RunningGuest guest, DaemonConnection connection, LiveJournal journal, BootControl control, TimeProvider time)
{
    private readonly DaemonClient _daemon = new(connection);

    /// <exception cref="BootFailure">The appliance went away.</exception>
    public async Task RunAsync(BootRequest request, int disks, TimeSpan stopGrace, CancellationToken cancellationToken)
    {
        try
        {
            await LookAroundAsync(disks, cancellationToken).ConfigureAwait(false);
            var reason = request.WhenReady == WhenReady.Stop
                ? "The boot was asked to stop once ready."
                : await WaitAsync(request.IdleStopSeconds, cancellationToken).ConfigureAwait(false);
            journal.Append(new ShutdownStarted(reason));
            await _daemon.InternalAutosyncAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is ConnectionClosedException or IOException)
        {
            var exit = await guest.Ended.WaitAsync(cancellationToken).ConfigureAwait(false);
            throw Gone(exit);
        }

        var end = await guest.StopAsync(stopGrace).ConfigureAwait(false);
        if (end is { Code: not 0 } and { Signal: not SignalNames.Terminate })
        {
            throw new BootFailure(BootStatus.Failed, $"qemu {end} while it was being stopped. Data written to disks in this boot may be incomplete.");
        }
    }

    private async Task LookAroundAsync(int disks, CancellationToken cancellationToken)
    {
        await _daemon.PingDaemonAsync(cancellationToken).ConfigureAwait(false);
        var devices = await _daemon.ListDevicesAsync(cancellationToken).ConfigureAwait(false);
        var partitions = await _daemon.ListPartitionsAsync(cancellationToken).ConfigureAwait(false);
        var filesystems = await _daemon.ListFilesystemsAsync(cancellationToken).ConfigureAwait(false);
        journal.Append(new DaemonReport(
            disks,
            devices,
            partitions,
            [.. filesystems.Select(static pair => new DaemonFilesystem(pair.Key, pair.Value))]));
        if (devices.Count != disks)
        {
            journal.Append(new Decision(
                "disks",
                "go on",
                $"{disks} disks were added and the daemon lists {devices.Count}. The guest kernel did not find every disk; look for errors of sd or virtio_scsi in the console."));
        }
    }

    private async Task<string> WaitAsync(int? idleSeconds, CancellationToken cancellationToken)
    {
        var idle = idleSeconds is { } seconds ? Task.Delay(TimeSpan.FromSeconds(seconds), time, cancellationToken) : Task.Delay(Timeout.Infinite, cancellationToken);
        var first = await Task.WhenAny(control.StopRequested, guest.Ended, idle).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return first == guest.Ended
            ? throw Gone(await guest.Ended.ConfigureAwait(false))
            : first == idle ? $"Nobody used the appliance for {idleSeconds} s." : "A stop was asked for.";
    }

    private static BootFailure Gone(ChildExit exit) =>
        new(BootStatus.Failed, $"The appliance ended on its own while it was in use: qemu {exit}. The console's last lines say more.");
}
