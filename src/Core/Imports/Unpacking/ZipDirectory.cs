using System.Buffers.Binary;

namespace Guestfs.Imports.Unpacking;

/// <summary>Looks at a zip's directory before anything else does, as its reader would take in a million entries without a word.</summary>
internal static class ZipDirectory
{
    private const int EndLength = 22;
    private const int EntryLength = 46;

    /// <exception cref="ImportException">There are more entries than allowed, or the directory is not one.</exception>
    public static void Check(ReadOnlySpan<byte> zip)
    {
        var tail = zip[Math.Max(0, zip.Length - EndLength - ushort.MaxValue)..];
        var at = tail.LastIndexOf((ReadOnlySpan<byte>)[(byte)'P', (byte)'K', 5, 6]);
        if (at < 0 || tail.Length - at < EndLength)
        {
            throw new ImportException("The zip is cut off: it has no directory. Nothing was imported; send it again.");
        }

        var end = tail[at..];
        int declared = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]);
        var offset = BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
        var count = 0;
        for (var rest = offset < zip.Length ? zip[(int)offset..] : []; rest.Length >= EntryLength && rest.StartsWith((ReadOnlySpan<byte>)[(byte)'P', (byte)'K', 1, 2]); count++)
        {
            var length = EntryLength + BinaryPrimitives.ReadUInt16LittleEndian(rest[28..]) + BinaryPrimitives.ReadUInt16LittleEndian(rest[30..]) + BinaryPrimitives.ReadUInt16LittleEndian(rest[32..]);
            rest = length <= rest.Length ? rest[length..] : [];
            if (count >= ImportLimits.MostEntries)
            {
                break;
            }
        }

        if (Math.Max(count, declared) > ImportLimits.MostEntries)
        {
            throw new ImportTooLargeException($"The zip has more than {ImportLimits.MostEntries} entries; nothing was imported. Send the log alone.");
        }

        if (count != declared)
        {
            throw new ImportException($"The zip says it has {declared} entries and lists {count}; nothing was imported.");
        }
    }
}
