using Guestfs.Connection;
using Guestfs.Journal;
using Guestfs.Launching;
using Guestfs.Operations;
using Guestfs.Processes;

namespace Guestfs.Boots;

/// <summary>The time from ready to the end: the first calls, waiting while the appliance is in use, and the clean stop.</summary>
internal sealed class GuestSession(LaunchedGuest launched, LiveJournal journal, BootControl control, StageLimits limits, TimeProvider time)
{
    private readonly RunningGuest _guest = launched.Guest;
    private readonly DaemonClient _daemon = new(launched.Connection);

    /// <exception cref="BootFailure">The appliance went away, or answers no more.</exception>
    public async Task RunAsync(BootRequest request, int disks, TimeSpan stopGrace, CancellationToken cancellationToken)
    {
        try
        {
            await BoundedAsync(token => LookAroundAsync(disks, token), cancellationToken).ConfigureAwait(false);
            var reason = request.WhenReady == WhenReady.Stop
                ? "The boot was asked to stop once ready."
                : await WaitAsync(request.IdleStopSeconds, cancellationToken).ConfigureAwait(false);
            journal.Append(new ShutdownStarted(reason));
            await BoundedAsync(_daemon.InternalAutosyncAsync, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is ConnectionClosedException or IOException)
        {
            throw await ExplainAsync(error, cancellationToken).ConfigureAwait(false);
        }

        var end = await _guest.StopAsync(stopGrace, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (end is { Code: not 0 } and { Signal: not SignalNames.Terminate })
        {
            throw new BootFailure(BootStatus.Failed, $"qemu {end} while it was being stopped. Data written to disks in this boot may be incomplete.");
        }
    }

    /// <summary>Nothing else bounds a call: the time limit of a boot is over once it is ready.</summary>
    private async Task BoundedAsync(Func<CancellationToken, Task> calls, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var work = calls(over.Token);
        var silence = SilenceWatch.WaitAsync(journal, new StallWatch(limits, launched.Accelerator, proving: false, journal.Now), time, over.Token);
        var first = await Task.WhenAny(work, silence).ConfigureAwait(false);
        await over.CancelAsync().ConfigureAwait(false);
        await ((Task)silence).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (first == silence && silence.IsCompletedSuccessfully)
        {
            await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw new AttemptEnding(new LaunchResult(Stalled: await silence.ConfigureAwait(false)), journal).ToBootFailure();
        }

        await work.ConfigureAwait(false);
    }

    private async Task LookAroundAsync(int disks, CancellationToken cancellationToken)
    {
        await _daemon.PingDaemonAsync(cancellationToken).ConfigureAwait(false);
        var devices = await AskAsync("devices", _daemon.ListDevicesAsync(cancellationToken)).ConfigureAwait(false);
        var partitions = await AskAsync("partitions", _daemon.ListPartitionsAsync(cancellationToken)).ConfigureAwait(false);
        var filesystems = await AskAsync("filesystems", _daemon.ListFilesystemsAsync(cancellationToken)).ConfigureAwait(false);
        journal.Append(new DaemonReport(
            disks,
            devices ?? [],
            partitions ?? [],
            [.. (filesystems ?? []).Select(static pair => new DaemonFilesystem(pair.Key, pair.Value))]));
        if (devices is not null && devices.Count != disks)
        {
            journal.Append(new Decision(
                "disks",
                "go on",
                $"{disks} disks were added and the daemon lists {devices.Count}. The guest kernel did not find every disk; look for errors of sd or virtio_scsi in the console."));
        }
    }

    /// <summary>A damaged disk may keep the daemon from listing what is on it. The appliance is up all the same, perhaps to mend that disk.</summary>
    private async Task<T?> AskAsync<T>(string what, Task<T> call)
        where T : class
    {
        try
        {
            return await call.ConfigureAwait(false);
        }
        catch (DaemonErrorException error)
        {
            journal.Append(new Decision("daemon", "go on", $"The daemon could not list the {what}: {error.Message}"));
            return null;
        }
    }

    private async Task<string> WaitAsync(int? idleSeconds, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var limit = idleSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : Timeout.InfiniteTimeSpan;
        var idle = Task.Delay(limit, time, over.Token);
        var first = await Task.WhenAny(control.StopRequested, _guest.Ended, idle).ConfigureAwait(false);
        await over.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return first == _guest.Ended
            ? throw Gone(await _guest.Ended.ConfigureAwait(false))
            : first == idle ? $"Nobody used the appliance for {idleSeconds} s." : "A stop was asked for.";
    }

    /// <summary>The daemon's connection closes a moment before qemu has ended, or qemu runs on and only the daemon is gone.</summary>
    private async Task<BootFailure> ExplainAsync(Exception error, CancellationToken cancellationToken)
    {
        try
        {
            return Gone(await _guest.Ended.WaitAsync(LaunchAttempt.ExitDelay, time, cancellationToken).ConfigureAwait(false));
        }
        catch (TimeoutException)
        {
            return new BootFailure(BootStatus.Failed, error.Message);
        }
    }

    private BootFailure Gone(ChildExit exit) => new AttemptEnding(new LaunchResult(Exit: exit), journal).ToBootFailure();
}
