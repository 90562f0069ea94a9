namespace Guestfs.Boots;

/// <summary>How many boots may run at once: one a core, as far as memory reaches.</summary>
internal static class BootSlots
{
    /// <summary>What qemu takes besides the guest's own memory, in MiB.</summary>
    private const int Overhead = 256;

    public static int Count(EngineOptions options) =>
        options.MaxConcurrentBoots ?? Count(Environment.ProcessorCount, HostExaminer.MemoryMiB("MemTotal:"), options.Launch.MemoryMiB);

    public static int Count(int cores, long hostMemoryMiB, int guestMemoryMiB) =>
        (int)Math.Clamp(hostMemoryMiB / (guestMemoryMiB + Overhead), 1, Math.Max(1, cores));
}
