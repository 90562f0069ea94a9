using Guestfs.Processes;

namespace Guestfs.Launching;

/// <summary>Finds the qemu to start.</summary>
public static class QemuBinary
{
    /// <summary>The absolute path of the configured program, else of <see cref="LaunchDefaults.Qemu"/>, else of qemu-system-ARCHITECTURE on PATH.</summary>
    /// <exception cref="GuestfsException">It is not there or may not be run.</exception>
    public static string Find(string? configured, LaunchDefaults defaults, GuestMachine machine)
    {
        ArgumentNullException.ThrowIfNull(defaults);
        ArgumentNullException.ThrowIfNull(machine);
        var usual = "qemu-system-" + machine.Architecture;
        var (program, origin) = (configured, defaults.Qemu) switch
        {
            ({ Length: > 0 } set, _) => (set, "as configured"),
            (_, { Length: > 0 } set) => (set, "as LIBGUESTFS_HV or LIBGUESTFS_QEMU says"),
            _ => (usual, "on PATH"),
        };
        return ProgramPath.Find(program) ?? throw new GuestfsException(
            $"qemu was not found: {program} ({origin}) is not there or may not be run. Nothing was started; install it, on Debian with apt install qemu-system-x86, or name another program.");
    }
}
