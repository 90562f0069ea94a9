using System.IO.Compression;

namespace Guestfs.Imports.Unpacking;

/// <summary>The files of a zip, each looked at before any is read.</summary>
internal static class ZipEntries
{
    private const int FileTypeMask = 0xF000;
    private const int RegularFile = 0x8000;
    private const int Directory = 0x4000;
    private const int LongestName = 512;

    /// <exception cref="ImportException">An entry has a name or a kind that no honest archive of logs has.</exception>
    public static IReadOnlyList<ZipArchiveEntry> Check(ZipArchive archive)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var files = new List<ZipArchiveEntry>();
        foreach (var entry in archive.Entries)
        {
            var name = entry.FullName;
            var type = (entry.ExternalAttributes >> 16) & FileTypeMask;
            Refuse(name.Length is 0 or > LongestName || name.Any(char.IsControl), entry, "has a name that cannot be used");
            Refuse(name.StartsWith('/') || name.Contains('\\', StringComparison.Ordinal) || (name.Length > 1 && name[1] == ':'), entry, "has an absolute name");
            Refuse(name.Split('/').Contains(".."), entry, "has a name that leads out of the archive");
            Refuse(type is not (0 or RegularFile or Directory), entry, "is a link or a device");
            Refuse(!names.Add(name.TrimEnd('/')), entry, "is there twice");
            Refuse(entry.IsEncrypted, entry, "is encrypted");
            if (!name.EndsWith('/') && type != Directory)
            {
                files.Add(entry);
            }
        }

        return files;
    }

    /// <summary>Opens an entry whose bytes are counted.</summary>
    public static CountedStream Open(ZipArchiveEntry entry, ReadingBudget budget)
    {
        try
        {
            return new CountedStream(entry.Open(), budget);
        }
        catch (Exception damaged) when (damaged is InvalidDataException or IOException or NotSupportedException)
        {
            throw new ImportException($"\"{entry.FullName}\" cannot be unpacked: {damaged.Message} Nothing was imported.", damaged);
        }
    }

    /// <summary>Call when the entry was read to its end.</summary>
    public static void CheckLength(ZipArchiveEntry entry, CountedStream read) =>
        Refuse(read.Count != entry.Length, entry, $"says it has {entry.Length} bytes and has {read.Count}");

    private static void Refuse(bool wrong, ZipArchiveEntry entry, string reason)
    {
        if (wrong)
        {
            var name = new string([.. entry.FullName.Take(80).Select(static c => char.IsControl(c) ? '?' : c)]);
            throw new ImportException($"The entry \"{name}\" of the zip {reason}; nothing was imported.");
        }
    }
}
