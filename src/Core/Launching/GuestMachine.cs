namespace Guestfs.Launching;

/// <summary>What differs between architectures in a launch (libguestfs lib/launch-direct.c, lib/appliance-kcmdline.c).</summary>
/// <param name="Architecture">As in the name of qemu's program, qemu-system-ARCHITECTURE.</param>
/// <param name="MachineType">The first part of <c>-machine</c>, or null for qemu's own choice.</param>
/// <param name="ConsoleDevice">The value of the kernel's <c>console=</c>.</param>
/// <param name="IsPc">A machine with SeaBIOS, which talks on the console when there are no graphics, and with a timer chip.</param>
public sealed record GuestMachine(
    string Architecture,
    string? MachineType,
    string CpuUnderKvm,
    string CpuUnderTcg,
    string ConsoleDevice,
    bool IsPc)
{
    /// <summary>Without la57: some kernels do not boot with five-level page tables under TCG (RHBZ 2082806).</summary>
    public static GuestMachine X8664 { get; } = new("x86_64", null, "max,la57=off", "max,la57=off", "ttyS0", true);

    public string CpuUnder(Accelerator accelerator) => accelerator == Accelerator.Kvm ? CpuUnderKvm : CpuUnderTcg;
}
