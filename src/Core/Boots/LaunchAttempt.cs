using Guestfs.Connection;
using Guestfs.Journal;
using Guestfs.Launching;

namespace Guestfs.Boots;

/// <summary>One start of qemu, up to the launch flag or the end of qemu.</summary>
internal sealed class LaunchAttempt(LiveJournal journal, StageLimits limits, TimeProvider time)
{
    /// <summary>The daemon's socket closes a moment before qemu has ended, and qemu's exit says why.</summary>
    public static readonly TimeSpan ExitDelay = TimeSpan.FromSeconds(2);

    /// <summary>Does not throw for a guest that fails: the result tells. Unless the guest is up, it is gone on return.</summary>
    /// <param name="provesKvm">TCG can still follow, so KVM has to show early that it works.</param>
    /// <exception cref="GuestfsException">qemu or its socket could not be made.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the guest is gone.</exception>
    public async Task<LaunchResult> RunAsync(string binary, LaunchPlan plan, bool provesKvm, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var listener = DaemonListener.Bind(plan.SocketPath, time);
        var guest = await RunningGuest.StartAsync(binary, QemuArguments.Build(plan), journal, time).ConfigureAwait(false);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var flag = WaitForFlagAsync(listener, over.Token);
        var stall = SilenceWatch.WaitAsync(journal, new StallWatch(limits, plan.Accelerator, provesKvm, journal.Now), time, over.Token);
        LaunchResult? result = null;
        try
        {
            result = await DecideAsync(guest, plan.Accelerator, flag, stall, cancellationToken).ConfigureAwait(false);
            return result;
        }
        finally
        {
            await over.CancelAsync().ConfigureAwait(false);
            await ((Task)stall).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await ((Task)flag).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (result?.Launched is null)
            {
                if (flag.IsCompletedSuccessfully)
                {
                    await (await flag.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
                }

                await guest.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>Waits for what comes first.</summary>
    private async Task<LaunchResult> DecideAsync(
        RunningGuest guest, Accelerator accelerator, Task<DaemonConnection> flag, Task<StageStalled> stall, CancellationToken cancellationToken)
    {
        await Task.WhenAny(flag, guest.Ended, stall).ConfigureAwait(false);
        if (flag.IsCompletedSuccessfully)
        {
            return new LaunchResult(Launched: new LaunchedGuest(guest, await flag.ConfigureAwait(false), accelerator));
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (stall.IsCompleted && !guest.Ended.IsCompleted)
        {
            return new LaunchResult(Stalled: await stall.ConfigureAwait(false));
        }

        try
        {
            return new LaunchResult(Exit: await guest.Ended.WaitAsync(ExitDelay, time, cancellationToken).ConfigureAwait(false));
        }
        catch (TimeoutException)
        {
            return new LaunchResult(Broken: flag.Exception!.InnerException);
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
}
