using Guestfs.Connection;
using Guestfs.Journal;
using Guestfs.Launching;
using Guestfs.Processes;
using Guestfs.Timeline;

namespace Guestfs.Boots;

/// <summary>One start of qemu, up to the launch flag or the end of qemu.</summary>
internal sealed class LaunchAttempt(LiveJournal journal, StageLimits limits, TimeProvider time)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan ExitDelay = TimeSpan.FromSeconds(2);

    /// <summary>Never throws for a guest that fails: the result tells.</summary>
    /// <param name="provesKvm">TCG can still follow, so KVM has to show early that it works.</param>
    public async Task<LaunchResult> RunAsync(string binary, LaunchPlan plan, bool provesKvm, CancellationToken cancellationToken)
    {
        using var listener = DaemonListener.Bind(plan.SocketPath, time);
        var guest = await RunningGuest.StartAsync(binary, QemuArguments.Build(plan), journal, time).ConfigureAwait(false);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var flag = WaitForFlagAsync(listener, over.Token);
            var stall = WatchForSilenceAsync(new StallWatch(limits, plan.Accelerator, provesKvm, journal.Now), over.Token);
            var first = await Task.WhenAny(flag, guest.Ended, stall).ConfigureAwait(false);
            if (flag.IsCompletedSuccessfully)
            {
                return new LaunchResult(guest, await flag.ConfigureAwait(false), null, null);
            }

            cancellationToken.ThrowIfCancellationRequested();
            if (first == stall)
            {
                await guest.DisposeAsync().ConfigureAwait(false);
                return new LaunchResult(null, null, null, await stall.ConfigureAwait(false));
            }

            // The daemon's socket closes a moment before qemu has ended; its exit says why.
            await Task.WhenAny(guest.Ended, Task.Delay(ExitDelay, time, cancellationToken)).ConfigureAwait(false);
            await guest.DisposeAsync().ConfigureAwait(false);
            return new LaunchResult(null, null, await guest.Ended.ConfigureAwait(false), null);
        }
        catch
        {
            await guest.DisposeAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            await over.CancelAsync().ConfigureAwait(false);
        }
    }

    private async Task<DaemonConnection> WaitForFlagAsync(DaemonListener listener, CancellationToken cancellationToken)
    {
        var connection = await listener.AcceptAsync(new CallJournal(journal), cancellationToken).ConfigureAwait(false);
        try
        {
            journal.Append(new DaemonConnected());
            await connection.WaitForLaunchAsync(cancellationToken).ConfigureAwait(false);
            journal.Append(new LaunchFlagReceived());
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Returns when the guest was quiet for longer than its stage allows.</summary>
    private async Task<StageStalled> WatchForSilenceAsync(StallWatch watch, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Tick, time);
        while (true)
        {
            await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false);
            var (stage, lastOutput) = journal.Progress;
            if (watch.Check(stage ?? StageNames.Qemu, lastOutput, journal.Now) is { } stalled)
            {
                journal.Append(stalled);
                return stalled;
            }
        }
    }
}

/// <summary>Either a guest that is up with its connection, or how it failed: by ending, or by silence.</summary>
internal sealed record LaunchResult(RunningGuest? Guest, DaemonConnection? Connection, ChildExit? Exit, StageStalled? Stalled) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        if (Connection is not null)
        {
            await Connection.DisposeAsync().ConfigureAwait(false);
        }

        if (Guest is not null)
        {
            await Guest.DisposeAsync().ConfigureAwait(false);
        }
    }
}
