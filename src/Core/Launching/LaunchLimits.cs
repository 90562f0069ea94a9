namespace Guestfs.Launching;

/// <summary>What qemu is asked for at most and at least (libguestfs lib/handle.c).</summary>
public static class LaunchLimits
{
    public const int DefaultMemoryMiB = 1280;
    public const int MinMemoryMiB = 256;
    public const int MaxCpus = 255;

    /// <summary>Every reason why such a guest cannot be started, in libguestfs's words where it has some.</summary>
    public static IReadOnlyList<string> Problems(int memoryMiB, int cpus, string? append)
    {
        List<string> problems = [];
        if (memoryMiB < MinMemoryMiB)
        {
            problems.Add($"too small value for memsize (must be at least {MinMemoryMiB}): {memoryMiB} MiB was asked for. Ask for {MinMemoryMiB} MiB or more; {DefaultMemoryMiB} is usual.");
        }

        if (cpus < 1)
        {
            problems.Add($"invalid smp parameter: {cpus}. Ask for 1 to {MaxCpus} virtual CPUs.");
        }
        else if (cpus > MaxCpus)
        {
            problems.Add($"unsupported number of smp vcpus: {cpus}. Ask for 1 to {MaxCpus} virtual CPUs.");
        }

        if (append?.AsSpan().ContainsAnyExceptInRange(' ', '~') == true)
        {
            problems.Add("The appended kernel parameters hold a character that is not printable ASCII. Write them on one line, without accents or control characters.");
        }

        return problems;
    }
}
