using System.Globalization;

namespace Guestfs.Appliance;

/// <summary>Reads dpkg's log: <c>2026-05-09 07:29:33 upgrade dbus:amd64 1.14.8 1.14.10</c>, in local time.</summary>
internal static class PackageLog
{
    private const int StampLength = 19;
    private const long MaxBytesRead = 8 << 20;

    private static readonly HashSet<string> Changes = ["install", "upgrade", "remove", "purge"];

    /// <summary>Names of the packages that changed at <paramref name="time"/> or later, each once, oldest change first. Empty when the log cannot be read.</summary>
    public static IReadOnlyList<string> ChangedSince(string log, DateTimeOffset time, TimeZoneInfo zone)
    {
        // Stamps are whole seconds, so a change in the second of the build counts as after it.
        var since = TimeZoneInfo.ConvertTime(time, zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        var names = new List<string>();
        try
        {
            using var file = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            file.Seek(Math.Max(0, file.Length - MaxBytesRead), SeekOrigin.Begin);
            using var reader = new StreamReader(file);
            while (reader.ReadLine() is { } line)
            {
                if (NameIn(line, since) is { } name && !names.Contains(name))
                {
                    names.Add(name);
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return names;
        }

        return names;
    }

    private static string? NameIn(string line, string since)
    {
        if (line.Length <= StampLength || string.CompareOrdinal(line, 0, since, 0, StampLength) < 0)
        {
            return null;
        }

        var words = line[StampLength..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 1 && Changes.Contains(words[0]) ? words[1].Split(':')[0] : null;
    }
}
