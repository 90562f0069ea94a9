using Guestfs.Boots.Retention;
using Guestfs.Disks;
using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Boots;

/// <summary>Everything a user interface needs of boots. Every value is serialisable, so an engine may run on another host.</summary>
public interface IBootEngine
{
    /// <summary>Starts a boot, or returns the one already started with the same request id.</summary>
    /// <exception cref="BootRefusedException">The request cannot be carried out; nothing was started.</exception>
    Task<StartedBoot> StartAsync(BootRequest request, string requestedBy, CancellationToken cancellationToken);

    Task<BootSummary?> FindAsync(string bootId, CancellationToken cancellationToken);

    Task<BootPage> ListAsync(BootQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// Every entry from <paramref name="from"/> on, in order, exactly once, whether the boot runs or ended long ago.
    /// Completes after the last event, or, without <paramref name="follow"/>, at the present end. An unknown boot has no entries.
    /// </summary>
    IAsyncEnumerable<JournalEntry> WatchAsync(string bootId, long from, bool follow, CancellationToken cancellationToken);

    /// <summary>Ends a boot at once, whatever it is doing. False when it is unknown or already over.</summary>
    Task<bool> CancelAsync(string bootId, string by, CancellationToken cancellationToken);

    /// <summary>Flushes and powers off a ready boot; one that is not ready yet is cancelled. False as for <see cref="CancelAsync"/>.</summary>
    Task<bool> StopAsync(string bootId, string by, CancellationToken cancellationToken);

    /// <summary>Removes a boot that is over and not marked Keep, with everything stored of it; its shares say so from then on.</summary>
    /// <param name="by">Who wants it; null is retention.</param>
    Task<BootRemoval> RemoveAsync(string bootId, string? by, CancellationToken cancellationToken);

    /// <summary>What would hinder this request, without starting anything.</summary>
    Task<Preflight> CheckAsync(BootRequest request, CancellationToken cancellationToken);

    /// <summary>The state of the host, appliance, storage and disk roots.</summary>
    Task<IReadOnlyList<Check>> ExamineAsync(CancellationToken cancellationToken);

    /// <summary>Makes the next automatic boot try KVM again.</summary>
    Task ForgetAcceleratorAsync(CancellationToken cancellationToken);

    IReadOnlyList<DiskRootInfo> ListRoots();

    /// <summary>The directories that <see cref="BootRequest.AppliancePath"/> may name, as configured.</summary>
    IReadOnlyList<string> ListAppliances();

    /// <summary>The folders and images directly below a folder of a root.</summary>
    /// <exception cref="GuestfsException">The root is unknown or the path leads outside it.</exception>
    Task<DiskListing> ListDisksAsync(string root, string path, CancellationToken cancellationToken);
}

/// <param name="IsNew">False when an earlier request with the same request id started it.</param>
public sealed record StartedBoot(BootSummary Summary, bool IsNew)
{
    public string Id => Summary.Id;
}

/// <summary>A request that was not started, with every reason at once.</summary>
public sealed class BootRefusedException(IReadOnlyList<string> reasons)
    : GuestfsException(string.Join(" ", reasons))
{
    public IReadOnlyList<string> Reasons { get; } = reasons;
}

public enum CheckState
{
    Pass,
    Warn,
    Fail,
    Unknown,
}

/// <summary>One thing looked at before a boot or on the health page.</summary>
/// <param name="Group">host, accelerator, qemu, appliance, storage, retention, disks or service.</param>
/// <param name="Name">Short and stable, such as "KVM".</param>
/// <param name="Finding">One sentence with the fact.</param>
/// <param name="Fix">What to do, or null.</param>
/// <param name="Command">A command that does it, ready to copy, or null.</param>
public sealed record Check(
    string Group,
    string Name,
    CheckState State,
    string Finding,
    string? Fix = null,
    string? Command = null);

public sealed record Preflight(IReadOnlyList<Check> Checks)
{
    public bool CanStart => Checks.All(static check => check.State != CheckState.Fail);
}
