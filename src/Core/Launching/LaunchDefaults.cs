using System.Globalization;
using Guestfs.Journal;

namespace Guestfs.Launching;

/// <summary>What a launch takes where a request says nothing: libguestfs's environment variables, then its own defaults (lib/handle.c, lib/tmpdirs.c).</summary>
public sealed record LaunchDefaults
{
    /// <summary>A path or a name on PATH, from LIBGUESTFS_HV or its older name LIBGUESTFS_QEMU; null for the usual program.</summary>
    public string? Qemu { get; init; }

    /// <summary>LIBGUESTFS_MEMSIZE.</summary>
    public int MemoryMiB { get; init; } = LaunchLimits.DefaultMemoryMiB;

    /// <summary>LIBGUESTFS_APPEND.</summary>
    public string? Append { get; init; }

    /// <summary>force_kvm or force_tcg among LIBGUESTFS_BACKEND_SETTINGS.</summary>
    public AcceleratorChoice Accelerator { get; init; } = AcceleratorChoice.Auto;

    /// <summary>TERM, which the guest is told.</summary>
    public string? Terminal { get; init; }

    /// <summary>Overlays and scratch disks: LIBGUESTFS_TMPDIR, then TMPDIR, then /tmp.</summary>
    public string TemporaryParent { get; init; } = "/tmp";

    /// <summary>The daemon's sockets: /tmp for root, else XDG_RUNTIME_DIR, then /tmp.</summary>
    public string SocketParent { get; init; } = "/tmp";

    /// <exception cref="GuestfsException">A variable has a value that cannot be used; every such variable is named.</exception>
    public static LaunchDefaults FromEnvironment(Func<string, string?> variable) =>
        FromEnvironment(variable, Environment.IsPrivilegedProcess);

    internal static LaunchDefaults FromEnvironment(Func<string, string?> variable, bool isRoot)
    {
        ArgumentNullException.ThrowIfNull(variable);
        List<string> problems = [];
        var append = Set("LIBGUESTFS_APPEND");
        var memory = Memory(Set("LIBGUESTFS_MEMSIZE"), problems);
        problems.AddRange(LaunchLimits.Problems(memory, 1, append));
        var accelerator = ChosenAccelerator(Set("LIBGUESTFS_BACKEND_SETTINGS"), problems);
        if (problems.Count > 0)
        {
            throw new GuestfsException(string.Join(' ', problems));
        }

        return new LaunchDefaults
        {
            Qemu = Set("LIBGUESTFS_HV") ?? Set("LIBGUESTFS_QEMU"),
            MemoryMiB = memory,
            Append = append,
            Accelerator = accelerator,
            Terminal = variable("TERM"),
            TemporaryParent = Set("LIBGUESTFS_TMPDIR") ?? Set("TMPDIR") ?? "/tmp",
            SocketParent = isRoot ? "/tmp" : Set("XDG_RUNTIME_DIR") ?? "/tmp",
        };

        string? Set(string name) => variable(name) is { Length: > 0 } value ? value : null;
    }

    private static int Memory(string? text, List<string> problems)
    {
        if (text is null)
        {
            return LaunchLimits.DefaultMemoryMiB;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var memory))
        {
            return memory;
        }

        problems.Add($"non-numeric value for LIBGUESTFS_MEMSIZE: '{text}'. Give a number of MiB such as {LaunchLimits.DefaultMemoryMiB}, or unset it.");
        return LaunchLimits.DefaultMemoryMiB;
    }

    private static AcceleratorChoice ChosenAccelerator(string? settings, List<string> problems)
    {
        var names = settings?.Split(':') ?? [];
        switch (IsOn("force_kvm"), IsOn("force_tcg"))
        {
            case (true, true):
                problems.Add("Both force_kvm and force_tcg backend settings supplied. Remove one from LIBGUESTFS_BACKEND_SETTINGS.");
                return AcceleratorChoice.Auto;
            case (true, _):
                return AcceleratorChoice.Kvm;
            case (_, true):
                return AcceleratorChoice.Tcg;
            default:
                return AcceleratorChoice.Auto;
        }

        bool IsOn(string name) => names.Contains(name) || names.Contains(name + "=1");
    }
}
