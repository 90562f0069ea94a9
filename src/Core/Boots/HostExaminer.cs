using System.Globalization;
using System.Reflection;
using Guestfs.Journal;

namespace Guestfs.Boots;

/// <summary>Reads the facts of the host from /proc and /etc.</summary>
internal static class HostExaminer
{
    public static HostFacts Read() => new()
    {
        Host = Environment.MachineName,
        Os = Field("/etc/os-release", "PRETTY_NAME=").Trim('"'),
        Kernel = FirstLine("/proc/sys/kernel/osrelease"),
        CpuModel = Field("/proc/cpuinfo", "model name").TrimStart('\t', ':', ' '),
        Cpus = Environment.ProcessorCount,
        MemoryMiB = MemoryMiB("MemTotal:"),
        Guestfs = typeof(HostExaminer).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "",
    };

    /// <summary>A line of /proc/meminfo in MiB, 0 when it is not there.</summary>
    public static long MemoryMiB(string field) =>
        long.TryParse(Field("/proc/meminfo", field).Trim().Split(' ')[0], CultureInfo.InvariantCulture, out var kib) ? kib / 1024 : 0;

    private static string FirstLine(string path) => Lines(path).FirstOrDefault() ?? "";

    private static string Field(string path, string name) =>
        Lines(path).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?[name.Length..] ?? "";

    private static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
