using Guestfs.Disks;
using Guestfs.Processes;

namespace Guestfs.Appliance;

/// <summary>One run of supermin.</summary>
internal sealed class SuperminBuild(ApplianceCache cache, IApplianceObserver observer, TimeProvider time)
{
    private static readonly TimeSpan CancelGrace = TimeSpan.FromMilliseconds(500);

    /// <summary>True when supermin built, false when it found the cached appliance current.</summary>
    /// <exception cref="GuestfsException">supermin cannot be started or failed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; supermin is gone and what it had begun is removed.</exception>
    public async Task<bool> RunAsync(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var before = LeftoverBuilds.Names(cache);
        var succeeded = false;
        try
        {
            var child = await ChildProcess.StartAsync(SuperminCommand.Child(arguments, environment)).ConfigureAwait(false);
            await using (child.ConfigureAwait(false))
            {
                observer.ProcessStarted(child.Pid, arguments);
                child.StandardInput.Close();
                using var output = new SuperminOutput(child, observer, time);
                var exit = await FollowAsync(child, cancellationToken).ConfigureAwait(false);
                await output.DrainAsync().ConfigureAwait(false);
                observer.ProcessExited(child.Pid, exit);
                cancellationToken.ThrowIfCancellationRequested();
                succeeded = exit.Succeeded;
                return succeeded ? !output.SaysCurrent : throw Failure(arguments[0], exit, output.FirstError);
            }
        }
        finally
        {
            if (!succeeded)
            {
                LeftoverBuilds.RemoveExcept(cache, before);
            }
        }
    }

    private GuestfsException Failure(string supermin, ChildExit exit, string? line) => new(
        $"{supermin} {exit} while building the appliance{(line is null ? "" : ": " + line)}. "
        + "The cached appliance was not changed and qemu was not started. "
        + (line is not null && line.Contains("No space left on device", StringComparison.Ordinal)
            ? DiskSpace.Advice(cache, FileStatus.Of(cache.Root)?.Allocated)
            : "supermin's own lines on the timeline say more."));

    private async Task<ChildExit> FollowAsync(ChildProcess child, CancellationToken cancellationToken)
    {
        var watch = new BuildWatch(cache, child.Pid, observer, time);
        using var ended = new CancellationTokenSource();
        var watching = watch.RunAsync(ended.Token);
        try
        {
            return await child.Exited.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return await child.StopAsync(CancelGrace, time).ConfigureAwait(false);
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await watching.ConfigureAwait(false);
        }
    }
}
