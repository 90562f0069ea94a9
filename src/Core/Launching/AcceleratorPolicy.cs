using Guestfs.Journal;

namespace Guestfs.Launching;

/// <summary>How a boot's first start of qemu runs.</summary>
/// <param name="FallsBack">When KVM fails, start once more under TCG.</param>
/// <param name="Reason">One sentence for the timeline.</param>
public sealed record AcceleratorDecision(Accelerator First, bool FallsBack, string Reason);

/// <summary>
/// Chooses the accelerator. A device that opens is not KVM that works, and qemu's own <c>accel=kvm:tcg</c> falls back only
/// when KVM cannot be initialised; so <c>auto</c> asks for KVM alone, watches, and starts again under TCG.
/// </summary>
public static class AcceleratorPolicy
{
    /// <param name="remembered">The last verdict, whatever it holds for; null also when the user asked to check again.</param>
    /// <exception cref="GuestfsException">KVM was asked for by name and the device cannot be used.</exception>
    public static AcceleratorDecision Decide(
        AcceleratorChoice choice,
        KvmDevice device,
        AcceleratorScope scope,
        AcceleratorVerdict? remembered)
    {
        ArgumentNullException.ThrowIfNull(device);
        var opens = device.State == KvmDeviceState.Opens;
        return (choice, remembered) switch
        {
            (AcceleratorChoice.Tcg, _) => new(Accelerator.Tcg, false, "TCG was asked for."),
            (AcceleratorChoice.Kvm, _) when opens => new(Accelerator.Kvm, false, "KVM was asked for."),
            (AcceleratorChoice.Kvm, _) => throw new GuestfsException(
                $"force_kvm supplied but kvm not available: {device.Finding} Nothing was started. {device.Fix} Or choose auto or TCG."),
            _ when !opens => new(Accelerator.Tcg, false, $"{device.Finding} TCG takes its place and is several times slower."),
            (_, { KvmWorks: false } verdict) when verdict.Scope == scope => new(
                Accelerator.Tcg,
                false,
                $"KVM failed before on this host, with this qemu and kernel: {verdict.Reason}."),
            (_, { KvmWorks: true } verdict) when verdict.Scope == scope => new(
                Accelerator.Kvm,
                true,
                "KVM worked before on this host, with this qemu and kernel."),
            _ => new(Accelerator.Kvm, true, $"{device.Finding} Whether KVM works shows when the guest's kernel speaks."),
        };
    }

    /// <summary>The start that follows a failed one, or null when there is none.</summary>
    public static AcceleratorDecision? AfterFailure(AcceleratorDecision failed, KvmFailure failure)
    {
        ArgumentNullException.ThrowIfNull(failed);
        ArgumentNullException.ThrowIfNull(failure);
        return failed.FallsBack
            ? new AcceleratorDecision(Accelerator.Tcg, false, $"Started again under TCG because {failure.Reason}.")
            : null;
    }
}
