namespace Guestfs.Launching;

/// <summary>What qemu is asked for at most and at least (libguestfs lib/handle.c, lib/launch-direct.c).</summary>
public static class LaunchLimits
{
    public const int DefaultMemoryMiB = 1280;
    public const int MinMemoryMiB = 256;
    public const int MaxCpus = 255;

    /// <summary>256 targets of one virtio-scsi controller, less the appliance's root.</summary>
    public const int MaxDisks = 255;

    /// <summary>Every reason why such a guest cannot be started, in libguestfs's words where it has some.</summary>
    public static IReadOnlyList<string> Problems(int memoryMiB, int cpus, int disks, string? append)
    {
        List<string> problems = [];
        if (memoryMiB < MinMemoryMiB)
        {
            problems.Add($"too small value for memsize (must be at least {MinMemoryMiB}): {memoryMiB} MiB was asked for.");
        }

        if (cpus < 1)
        {
            problems.Add($"invalid smp parameter: {cpus}. Ask for 1 to {MaxCpus} virtual CPUs.");
        }
        else if (cpus > MaxCpus)
        {
            problems.Add($"unsupported number of smp vcpus: {cpus}. Ask for 1 to {MaxCpus} virtual CPUs.");
        }

        if (disks > MaxDisks)
        {
            problems.Add($"too many drives have been added, the current backend only supports {MaxDisks} drives: {disks} were asked for.");
        }

        if (append?.AsSpan().ContainsAnyExceptInRange(' ', '~') == true)
        {
            problems.Add("The appended kernel parameters hold a character that is not printable ASCII. Write them on one line, without accents or control characters.");
        }

        return problems;
    }
}
