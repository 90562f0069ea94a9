using System.Buffers;
using Guestfs.Disks;

namespace Guestfs.Appliance;

/// <summary>
/// Directories <c>appliance.d.XXXXXXXX</c> that a killed supermin leaves behind. They are only removed under the appliance lock,
/// when no running process has a file in them open.
/// </summary>
internal static class LeftoverBuilds
{
    private const int SuffixLength = 8;
    private static readonly SearchValues<char> SuffixLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");
    private static readonly TimeSpan MinimumAge = TimeSpan.FromMinutes(10);

    public static IReadOnlySet<string> Names(ApplianceCache cache)
    {
        try
        {
            return Directory.EnumerateDirectories(cache.Directory)
                .Where(path => path.StartsWith(cache.Output + ".", StringComparison.Ordinal) && IsRandom(path.AsSpan(cache.Output.Length + 1)))
                .ToHashSet();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new HashSet<string>();
        }
    }

    /// <summary>Those that nothing has changed for ten minutes and that no process uses.</summary>
    public static IReadOnlyList<string> Abandoned(ApplianceCache cache, DateTimeOffset now)
    {
        var old = Names(cache).Where(path => now - LastChange(path) >= MinimumAge).ToList();
        return old.Count == 0 ? old : Unused(old);
    }

    /// <summary>Removes abandoned builds, unless someone is building just now.</summary>
    public static void Sweep(ApplianceCache cache, DateTimeOffset now)
    {
        if (Names(cache).Count > 0)
        {
            Remove(cache, () => Abandoned(cache, now));
        }
    }

    /// <summary>Removes what a supermin that was killed had begun, given the names from before it started.</summary>
    public static void RemoveExcept(ApplianceCache cache, IReadOnlySet<string> before) =>
        Remove(cache, () => Unused(Names(cache).Except(before)));

    private static void Remove(ApplianceCache cache, Func<IEnumerable<string>> paths)
    {
        using var held = ApplianceLock.TryTake(cache.LockFile);
        if (held is null)
        {
            return;
        }

        foreach (var path in paths())
        {
            try
            {
                Directory.Delete(path, recursive: true);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // It stays for the next sweep.
            }
        }
    }

    private static bool IsRandom(ReadOnlySpan<char> suffix) =>
        suffix.Length == SuffixLength && !suffix.ContainsAnyExcept(SuffixLetters);

    private static DateTimeOffset LastChange(string path) => ((string[])[path, Path.Combine(path, "root")])
        .Max(each => FileStatus.Of(each)?.Modified ?? DateTimeOffset.MinValue);

    private static List<string> Unused(IEnumerable<string> paths)
    {
        var unused = paths.ToList();
        if (unused.Count > 0)
        {
            foreach (var target in OpenFiles())
            {
                unused.RemoveAll(path => target.StartsWith(path + "/", StringComparison.Ordinal));
            }
        }

        return unused;
    }

    /// <summary>Every open file of every process we may look at.</summary>
    private static IEnumerable<string> OpenFiles()
    {
        var options = new EnumerationOptions { IgnoreInaccessible = true };
        foreach (var process in Directory.EnumerateDirectories("/proc"))
        {
            if (!char.IsAsciiDigit(Path.GetFileName(process)[0]))
            {
                continue;
            }

            foreach (var link in LinksIn(Path.Combine(process, "fd"), options))
            {
                yield return link;
            }
        }
    }

    private static List<string> LinksIn(string directory, EnumerationOptions options)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(directory, "*", options)
                .Select(link => File.ResolveLinkTarget(link, returnFinalTarget: false)?.FullName)
                .OfType<string>()
                .ToList();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
