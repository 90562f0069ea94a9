using Guestfs.Appliance;
using Guestfs.Boots.Retention;
using Guestfs.Disks;
using Guestfs.Journal;
using Guestfs.Launching;

namespace Guestfs.Boots.Checks;

/// <summary>Looks at everything a boot needs, in the order a boot needs it: the preflight and the health page.</summary>
internal sealed class EngineChecks(
    EngineOptions options,
    QemuProbe probe,
    DiskRequestCheck disks,
    AcceleratorMemory memory,
    BootQueue queue,
    StoreHealth store,
    RetentionDesk retention,
    TimeProvider time)
{
    public DiskRequestCheck Disks { get; } = disks;

    /// <summary>What hinders this request: the request itself, its disks, then the host.</summary>
    public async Task<Preflight> CheckAsync(BootRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var findings = Disks.Check(request.Disks);
        var wrong = RequestProblems.Of(request, options)
            .Select(static sentence => new Check("request", "Request", CheckState.Fail, sentence));
        return new Preflight(
        [
            .. wrong,
            .. DiskChecks.OfRequest(request.Disks, findings),
            .. HostChecks.OfRequest(request, options),
            .. await ExamineAsync(request.RecheckAccelerator ? null : request.Accelerator, cancellationToken).ConfigureAwait(false),
        ]);
    }

    /// <summary>The host, and what becomes of the boots that are stored, which no new boot waits for.</summary>
    public async Task<IReadOnlyList<Check>> ExamineAsync(CancellationToken cancellationToken) =>
    [
        .. await ExamineAsync(AcceleratorChoice.Auto, cancellationToken).ConfigureAwait(false),
        .. await RetentionChecks.OfAsync(retention, cancellationToken).ConfigureAwait(false),
    ];

    /// <summary>The versions of the programs a boot uses; empty where one does not tell.</summary>
    public async Task<string> QemuVersionAsync(CancellationToken cancellationToken) =>
        (await QemuChecks.FindAsync(options, probe, cancellationToken).ConfigureAwait(false)).Features?.Version ?? "";

    private async Task<IReadOnlyList<Check>> ExamineAsync(AcceleratorChoice? choice, CancellationToken cancellationToken)
    {
        var qemu = await QemuChecks.FindAsync(options, probe, cancellationToken).ConfigureAwait(false);
        var appliance = await ApplianceInspection.InspectAsync(options.Appliance, time, cancellationToken).ConfigureAwait(false);
        var verdict = await memory.ReadAsync(cancellationToken).ConfigureAwait(false);
        return
        [
            .. HostChecks.Of(options, queue),
            .. AcceleratorChecks.Of(choice, qemu, appliance.Files?.KernelIdentity, verdict),
            .. QemuChecks.Of(qemu),
            .. ApplianceChecks.Of(appliance),
            .. StorageChecks.Of(options, store),
            .. DiskChecks.Of(options.Roots),
        ];
    }
}
