using Guestfs.Appliance;
using Guestfs.Disks;
using Guestfs.Journal;
using Guestfs.Launching;
using Microsoft.Extensions.Logging;

namespace Guestfs.Boots;

/// <summary>The whole life of one boot, from the queue to its last event. It belongs to the engine: nobody needs to watch.</summary>
internal sealed partial class BootSession(
    BootRequest request,
    LiveJournal journal,
    BootControl control,
    EngineParts parts,
    ILogger logger)
{
    /// <summary>Never throws; the last event says how the boot ended.</summary>
    public async Task RunAsync()
    {
        BootEnded end;
        try
        {
            end = await LiveAsync(control.Aborted).ConfigureAwait(false);
        }
        catch (Exception) when (control.Reason is { } reason)
        {
            end = reason.ToEvent(journal.Progress.Stage, journal.Now);
        }
        catch (BootFailure failure)
        {
            end = failure.ToEvent();
        }
        catch (GuestfsException error)
        {
            end = new BootEnded(BootStatus.Failed, error.Message, null);
        }
        catch (Exception error)
        {
            LogUnexpected(logger, error, journal.BootId);
            end = new BootEnded(BootStatus.Failed, $"Guestfs itself failed ({error.GetType().Name}: {error.Message}). Other boots go on; the server's log has the details.", null);
        }

        journal.Append(end);
    }

    private async Task<BootEnded> LiveAsync(CancellationToken cancellationToken)
    {
        // Whoever starts the boot waits until it has its place, and for nothing that follows.
        using var slot = await parts.Queue.EnterAsync(
            BootSlots.WithQemu(request.MemoryMiB ?? parts.Options.Launch.MemoryMiB),
            (place, reason) => journal.Append(new BootQueued(place, reason)),
            cancellationToken).ConfigureAwait(false);
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        cancellationToken.ThrowIfCancellationRequested();
        journal.Append(new BootAdmitted());
        using var limit = StartTimeLimit();

        var appliance = await ApplianceBuilder.PrepareAsync(
            WithPath(parts.Options.Appliance), request.RebuildAppliance, new ApplianceJournal(journal), parts.Time, cancellationToken).ConfigureAwait(false);
        journal.Append(new ApplianceReady(
            appliance.Kernel, appliance.Initrd, appliance.Root, appliance.RootUuid, appliance.Rebuilt, appliance.RebuildReason, appliance.Fingerprint));

        using var sockets = PrivateDirectory.Create(parts.Options.Launch.SocketParent);
        using var scratch = PrivateDirectory.Create(parts.Options.Launch.TemporaryParent);
        using var disks = parts.Disks.Prepare(request.Disks, scratch.Path);
        foreach (var disk in disks.Disks)
        {
            journal.Append(disk.ToEvent());
        }

        foreach (var warning in disks.Warnings)
        {
            journal.Append(new Decision("disks", "go on", warning));
        }

        var launched = await parts.Launcher.LaunchAsync(request, appliance, disks, Path.Combine(sockets.Path, "guestfsd.sock"), journal, cancellationToken).ConfigureAwait(false);
        await using var _ = launched.ConfigureAwait(false);
        await limit.DisposeAsync().ConfigureAwait(false);
        await new GuestSession(launched, journal, control, parts.Options.StageLimits, parts.Time)
            .RunAsync(request, disks.Disks.Count, parts.Options.StopGrace, cancellationToken).ConfigureAwait(false);
        return new BootEnded(BootStatus.Finished, $"Ready after {Sentences.Seconds(journal.Summary.ReadyAfter ?? 0)}, stopped cleanly after {Sentences.Seconds(journal.Now)}.", null);
    }

    private ITimer StartTimeLimit()
    {
        var limit = request.TimeLimitSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : parts.Options.TimeLimit;
        return parts.Time.CreateTimer(
            _ => control.Abort(BootStatus.TimedOut, $"Not ready within the limit of {limit.TotalSeconds:0} s: timed out"),
            null,
            limit,
            Timeout.InfiniteTimeSpan);
    }

    private ApplianceOptions WithPath(ApplianceOptions options) =>
        request.AppliancePath is { Length: > 0 } path ? options with { SearchPath = path } : options;

    [LoggerMessage(EventId = 1001, Level = LogLevel.Error, Message = "Boot {BootId} failed in a way nobody foresaw")]
    private static partial void LogUnexpected(ILogger logger, Exception error, string bootId);
}
