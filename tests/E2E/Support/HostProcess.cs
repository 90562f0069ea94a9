using System.Globalization;

namespace Guestfs.E2E.Support;

/// <summary>A process of this host as /proc shows it. The start time tells it from a later one with the same number.</summary>
public sealed record HostProcess(int Pid, int Parent, string Name, char State, string Started)
{
    /// <summary>Neither gone nor a zombie that only waits for its parent to look.</summary>
    public bool IsAlive => Read(Pid) is { State: not ('Z' or 'X') } now && now.Started == Started;

    /// <summary>Children of a process, their children, and so on.</summary>
    public static IReadOnlyList<HostProcess> Descendants(int ancestor)
    {
        var all = Directory.EnumerateDirectories("/proc")
            .Select(static path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var pid) ? Read(pid) : null)
            .OfType<HostProcess>()
            .ToLookup(static process => process.Parent);
        var found = new List<HostProcess>(all[ancestor]);
        for (var i = 0; i < found.Count; i++)
        {
            found.AddRange(all[found[i].Pid]);
        }

        return found;
    }

    /// <summary>Waits until none of the processes lives, as long as design section 8 gives them: 3 s.</summary>
    /// <returns>Those that still live then.</returns>
    public static async Task<IReadOnlyList<HostProcess>> SurvivorsAsync(IReadOnlyList<HostProcess> processes)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(3));
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        try
        {
            while (processes.Any(static process => process.IsAlive))
            {
                await tick.WaitForNextTickAsync(limit.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The time is over; whoever lives is reported.
        }

        return [.. processes.Where(static process => process.IsAlive)];
    }

    private static HostProcess? Read(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            var end = stat.LastIndexOf(')');
            var fields = stat[(end + 2)..].Split(' ');
            return new HostProcess(
                pid,
                int.Parse(fields[1], CultureInfo.InvariantCulture),
                stat[(stat.IndexOf('(', StringComparison.Ordinal) + 1)..end],
                fields[0][0],
                fields[19]);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
