using Guestfs.Journal;

namespace Guestfs.Imports.Logs;

/// <summary>What a launch asked for, read back from the command or domain it led to.</summary>
internal static class LaunchRequest
{
    public static BootRequest Of(LaunchFacts facts, string? title)
    {
        var append = facts.Guest?.Append ?? "";
        return new BootRequest
        {
            Title = title,
            Disks = [.. (facts.Guest?.Drives ?? []).Where(static drive => !drive.IsAppliance).Select(static drive => new DiskRequest
            {
                Source = drive.File,
                Format = drive.Format ?? "unknown",
                Writable = drive.Writable,
            })],
            MemoryMiB = facts.Guest?.MemoryMiB,
            Cpus = facts.Guest?.Cpus ?? 1,
            Network = facts.Guest?.Network ?? false,
            Accelerator = facts.Guest?.Accelerator switch { "kvm" => AcceleratorChoice.Kvm, "tcg" => AcceleratorChoice.Tcg, _ => AcceleratorChoice.Auto },
            Verbosity = append.Contains("guestfs_verbose=1", StringComparison.Ordinal)
                ? append.Contains("guestfs_boot_analysis=1", StringComparison.Ordinal) ? Verbosity.Analysis : Verbosity.Full
                : append.Length > 0 ? Verbosity.Quiet : Verbosity.Full,
        };
    }

    /// <summary>sda to sdz, then sdaa and on, as the kernel names them.</summary>
    public static string GuestName(int index)
    {
        var letters = "";
        for (var n = index; n >= 0; n = (n / 26) - 1)
        {
            letters = (char)('a' + (n % 26)) + letters;
        }

        return "/dev/sd" + letters;
    }
}
