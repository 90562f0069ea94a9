namespace Guestfs.Boots;

/// <summary>How many boots may run at once: one a core, and as many as memory holds.</summary>
/// <param name="Most">The number, whatever the guests ask for.</param>
/// <param name="MemoryMiB">What all guests together may take; 0 where the host does not say, and nothing is held back then.</param>
internal sealed record BootSlots(int Most, long MemoryMiB)
{
    /// <summary>What qemu takes besides the guest's own memory, in MiB.</summary>
    private const int Overhead = 256;

    public static BootSlots Of(EngineOptions options)
    {
        var memory = HostExaminer.MemoryMiB("MemTotal:");
        return new BootSlots(options.MaxConcurrentBoots ?? Count(Environment.ProcessorCount, memory, options.Launch.MemoryMiB), memory);
    }

    public static int Count(int cores, long hostMemoryMiB, int guestMemoryMiB) =>
        (int)Math.Clamp(hostMemoryMiB == 0 ? cores : hostMemoryMiB / WithQemu(guestMemoryMiB), 1, Math.Max(1, cores));

    /// <summary>What a guest takes of the host, in MiB.</summary>
    public static int WithQemu(int guestMemoryMiB) => guestMemoryMiB + Overhead;
}
