namespace Guestfs.Journal;

/// <summary>The host as it was when a boot was requested. Unknown values are empty.</summary>
public sealed record HostFacts
{
    public string Host { get; init; } = "";

    public string Os { get; init; } = "";

    public string Kernel { get; init; } = "";

    public string CpuModel { get; init; } = "";

    public int Cpus { get; init; }

    public long MemoryMiB { get; init; }

    public string Guestfs { get; init; } = "";

    public string Qemu { get; init; } = "";

    public string Supermin { get; init; } = "";
}
