using Guestfs.Journal;
using Guestfs.Launching;

namespace Guestfs.Boots.Checks;

internal static class AcceleratorChecks
{
    /// <param name="choice">Null when the request asks to prove KVM anew.</param>
    public static IEnumerable<Check> Of(AcceleratorChoice? choice, QemuFinding qemu, string? kernel, AcceleratorVerdict? verdict)
    {
        if (choice == AcceleratorChoice.Tcg)
        {
            yield return new Check("accelerator", "KVM", CheckState.Pass, "TCG was chosen, so KVM is not needed. Boots under TCG take several times longer.");
            yield break;
        }

        var device = KvmDevice.Examine();
        yield return device.State == KvmDeviceState.Opens
            ? new Check("accelerator", "/dev/kvm", CheckState.Pass, device.Finding)
            : new Check(
                "accelerator",
                "/dev/kvm",
                choice == AcceleratorChoice.Kvm ? CheckState.Fail : CheckState.Warn,
                $"{device.Finding} Boots use TCG, which takes several times longer.",
                device.Fix,
                device.Command);
        if (device.State == KvmDeviceState.Opens)
        {
            yield return Proof(choice, Applies(verdict, qemu, kernel) ? verdict : null);
        }
    }

    private static bool Applies(AcceleratorVerdict? verdict, QemuFinding qemu, string? kernel) =>
        verdict is not null && qemu.Binary is not null && kernel is not null
        && verdict.Scope == AcceleratorScope.OfThisHost(QemuIdentity.Of(qemu.Binary), kernel);

    private static Check Proof(AcceleratorChoice? choice, AcceleratorVerdict? verdict) => (choice, verdict) switch
    {
        (null, _) or (_, null) => new Check("accelerator", "KVM", CheckState.Unknown, "Whether KVM works is not proved yet; the next boot tries it and takes TCG when it does not."),
        (_, { KvmWorks: true }) => new Check("accelerator", "KVM", CheckState.Pass, "KVM worked in an earlier boot with this qemu and kernel."),
        _ => new Check(
            "accelerator",
            "KVM",
            CheckState.Warn,
            $"KVM failed in an earlier boot: {verdict.Reason}. Boots use TCG, which takes several times longer.",
            "After the host, qemu or the kernel changed, forget this verdict and the next boot tries KVM again."),
    };
}
