using Guestfs.Launching;

namespace Guestfs.Boots.Checks;

/// <param name="Problem">Why there is no usable qemu, or null.</param>
internal sealed record QemuFinding(string? Binary, QemuFeatures? Features, string? Problem);

internal static class QemuChecks
{
    public static async Task<QemuFinding> FindAsync(EngineOptions options, QemuProbe probe, CancellationToken cancellationToken)
    {
        string? binary = null;
        try
        {
            binary = QemuBinary.Find(options.QemuPath, options.Launch, GuestMachine.X8664);
            return new QemuFinding(binary, await probe.ExamineAsync(binary, cancellationToken).ConfigureAwait(false), null);
        }
        catch (GuestfsException error)
        {
            return new QemuFinding(binary, null, error.Message);
        }
    }

    public static IEnumerable<Check> Of(QemuFinding qemu)
    {
        if (qemu is not { Binary: { } binary, Features: { } features })
        {
            yield return new Check("qemu", "qemu", CheckState.Fail, qemu.Problem ?? "", "Install qemu.", "sudo apt-get install qemu-system-x86");
            yield break;
        }

        yield return new Check("qemu", "qemu", CheckState.Pass, $"{binary} is version {features.Version}.");
        yield return features.Sandbox
            ? new Check("qemu", "Sandbox", CheckState.Pass, "qemu's system call filter works and is used.")
            : new Check("qemu", "Sandbox", CheckState.Warn, "This qemu has no system call filter, so a hostile disk image meets one wall less.", "Use a qemu built with seccomp.");
        yield return features.RandomDevice
            ? new Check("qemu", "Random device", CheckState.Pass, "virtio-rng is there, so the guest never waits for entropy.")
            : new Check("qemu", "Random device", CheckState.Warn, "This qemu has no virtio-rng; the guest may pause for lack of entropy.", "Use a qemu with virtio-rng-pci.");
    }
}
