using System.Globalization;

namespace Guestfs.Processes;

/// <summary>What a running process has used so far, from /proc.</summary>
/// <param name="PeakMemoryKiB">The largest resident set, VmHWM of /proc/PID/status.</param>
public readonly record struct ChildUsage(long PeakMemoryKiB)
{
    /// <summary>Null when the process is gone.</summary>
    public static ChildUsage? Of(int pid)
    {
        try
        {
            foreach (var line in File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/status")))
            {
                if (line.StartsWith("VmHWM:", StringComparison.Ordinal)
                    && long.TryParse(line.AsSpan(6).Trim().TrimEnd("kB").Trim(), CultureInfo.InvariantCulture, out var peak))
                {
                    return new ChildUsage(peak);
                }
            }
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }

        return null;
    }
}
