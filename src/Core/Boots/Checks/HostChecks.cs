using Guestfs.Journal;

namespace Guestfs.Boots.Checks;

internal static class HostChecks
{
    public static IEnumerable<Check> Of(EngineOptions options, BootQueue queue)
    {
        var facts = HostExaminer.Read();
        yield return new Check("host", "Host", CheckState.Pass, $"{facts.Host} runs {facts.Os} with Linux {facts.Kernel}, {facts.Cpus} × {facts.CpuModel}.");
        yield return Memory("Memory", options.Launch.MemoryMiB, facts.MemoryMiB, HostExaminer.MemoryMiB("MemAvailable:"));
        yield return queue.Waiting == 0
            ? new Check("host", "Boot slots", CheckState.Pass, $"{queue.Slots} boots can run at once and none waits.")
            : new Check("host", "Boot slots", CheckState.Warn, $"{(queue.Waiting == 1 ? "1 boot waits" : $"{queue.Waiting} boots wait")} for one of {queue.Slots} slots; a new one waits behind {(queue.Waiting == 1 ? "it" : "them")}.");
    }

    /// <summary>Only where the request asks for more than usual.</summary>
    public static IEnumerable<Check> OfRequest(BootRequest request, EngineOptions options)
    {
        if (request.MemoryMiB is { } memory && memory > options.Launch.MemoryMiB)
        {
            yield return Memory("Guest memory", memory, HostExaminer.MemoryMiB("MemTotal:"), HostExaminer.MemoryMiB("MemAvailable:"));
        }

        if (request.Cpus > Environment.ProcessorCount)
        {
            yield return new Check(
                "host",
                "Virtual CPUs",
                CheckState.Warn,
                $"{request.Cpus} virtual CPUs on {Environment.ProcessorCount} real ones make the boot slower, not faster.",
                "Ask for 1 unless the work inside needs more.");
        }
    }

    /// <param name="totalMiB">0 where the host does not tell; the same for <paramref name="freeMiB"/>.</param>
    internal static Check Memory(string name, int neededMiB, long totalMiB, long freeMiB)
    {
        if (totalMiB == 0 || freeMiB == 0)
        {
            return new Check("host", name, CheckState.Unknown, $"How much memory is free cannot be read from /proc/meminfo; the guest may use {neededMiB} MiB.");
        }

        var finding = $"{Sentences.Size(freeMiB << 20)} of {Sentences.Size(totalMiB << 20)} are free; the guest may use {neededMiB} MiB.";
        return freeMiB >= neededMiB
            ? new Check("host", name, CheckState.Pass, finding)
            : new Check("host", name, CheckState.Warn, finding, "Ask for less memory (256 MiB is the least), or end other programs.");
    }
}
