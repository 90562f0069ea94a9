using System.Globalization;
using Guestfs.Disks;

namespace Guestfs.Appliance;

/// <summary>Looks at a running supermin from outside: who keeps it from the lock, and how much of the root is on disk.</summary>
internal sealed class BuildWatch(ApplianceCache cache, int superminPid, IApplianceObserver observer, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly long? _expected = FileStatus.Of(cache.Root)?.Allocated;
    private LockHolder? _reported;
    private long _allocated;

    /// <summary>Looks at once and then every half second, until cancelled; never throws.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
            {
                Look();
            }
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            // supermin has ended.
        }
    }

    private void Look()
    {
        if (ApplianceLock.HolderOf(cache.LockFile) is not { } holder)
        {
            return;
        }

        if (holder.Pid != superminPid && holder != _reported)
        {
            _reported = holder;
            observer.LockWaiting(holder.Pid, holder.Command);
        }

        // Also while another process builds: its progress is what the boot waits for.
        if (holder.Pid is { } builder && RootOpenIn(builder) is { } root && FileStatus.Of(root) is { } status && status.Allocated != _allocated)
        {
            _allocated = status.Allocated;
            observer.Progress(_allocated, _expected);
        }
    }

    /// <summary>The root image a builder writes, found among its open files because its directory has a random name.</summary>
    private string? RootOpenIn(int pid)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/fd"))
                .Select(link => File.ResolveLinkTarget(link, returnFinalTarget: false)?.FullName)
                .FirstOrDefault(target => target is not null
                    && target.StartsWith(cache.Output + ".", StringComparison.Ordinal)
                    && target.EndsWith("/root", StringComparison.Ordinal));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
