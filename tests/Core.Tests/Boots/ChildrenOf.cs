using Guestfs.Journal;

namespace Guestfs.Core.Tests.Boots;

/// <summary>The processes a boot started, looked up by the process groups its journal names.</summary>
internal static class ChildrenOf
{
    /// <summary>Command lines of those still alive; zombies are not.</summary>
    public static IReadOnlyList<string> Alive(IEnumerable<JournalEntry> journal)
    {
        var groups = journal.Select(static entry => entry.Event).OfType<ProcessStarted>().Select(static process => process.Pid).ToHashSet();
        return [.. Directory.EnumerateDirectories("/proc")
            .Select(static directory => Path.GetFileName(directory))
            .Where(static name => int.TryParse(name, out _))
            .Where(name => GroupOf(name) is { } group && groups.Contains(group))
            .Select(name => Read($"/proc/{name}/cmdline").Replace('\0', ' '))];
    }

    private static int? GroupOf(string pid)
    {
        var stat = Read($"/proc/{pid}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields is [not "Z", _, var group, ..] ? int.Parse(group, System.Globalization.CultureInfo.InvariantCulture) : null;
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return "";
        }
    }
}
