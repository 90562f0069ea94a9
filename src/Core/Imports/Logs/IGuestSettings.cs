namespace Guestfs.Imports.Logs;

/// <summary>The guest that a launch asked qemu or libvirt for, as far as its log says.</summary>
internal interface IGuestSettings
{
    string? Kernel { get; }

    string? Initrd { get; }

    /// <summary>The kernel's command line.</summary>
    string? Append { get; }

    int? MemoryMiB { get; }

    int? Cpus { get; }

    bool Network { get; }

    /// <summary>As asked for: kvm, tcg, kvm:tcg; null when it does not say.</summary>
    string? Accelerator { get; }

    /// <summary>The disks in the order they were added, with the appliance's own as the last.</summary>
    IReadOnlyList<GuestDrive> Drives { get; }
}

/// <param name="File">The image as qemu was told to open it.</param>
/// <param name="IsAppliance">The root disk of the appliance itself.</param>
/// <param name="Snapshot">qemu was told to keep the image as it is.</param>
internal sealed record GuestDrive(string File, string? Format, bool IsAppliance, bool Snapshot)
{
    /// <summary>True when the user's image may change. libguestfs gives qemu an overlay in place of one that was added read-only (lib/drives.c).</summary>
    public bool Writable => !Snapshot && !(File.Contains("/libguestfs", StringComparison.Ordinal)
        && File.AsSpan(File.LastIndexOf('/') + 1).StartsWith("overlay") && File.EndsWith(".qcow2", StringComparison.Ordinal));
}
