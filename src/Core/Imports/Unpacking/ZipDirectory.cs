using System.Buffers.Binary;

namespace Guestfs.Imports.Unpacking;

/// <summary>Looks at a zip's directory before anything else does, as its reader would take in a million entries without a word.</summary>
internal static class ZipDirectory
{
    private const int EndLength = 22;
    private const int EntryLength = 46;
    private const int LocatorLength = 20;

    /// <exception cref="ImportException">There are more entries than allowed, or the directory is not one.</exception>
    public static void Check(Stream zip)
    {
        ReadOnlySpan<byte> tail = At(zip, Math.Max(0, zip.Length - EndLength - ushort.MaxValue), EndLength + ushort.MaxValue);
        var at = tail.LastIndexOf((ReadOnlySpan<byte>)[(byte)'P', (byte)'K', 5, 6]);
        if (at < 0 || tail.Length - at < EndLength)
        {
            throw new ImportException("The zip is cut off: it has no directory. Nothing was imported; send it again.");
        }

        var end = tail[at..];
        if (IsZip64(end) || At(zip, Math.Max(0, zip.Length - end.Length - LocatorLength), 4).AsSpan().SequenceEqual((ReadOnlySpan<byte>)[(byte)'P', (byte)'K', 6, 7]))
        {
            throw new ImportException("The zip has a directory for archives over 4 GiB (zip64), which is not read here; nothing was imported. Pack it again, or send the log alone.");
        }

        int declared = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]);
        long offset = BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
        var count = 0;
        for (var entry = At(zip, offset, EntryLength); entry.Length == EntryLength && entry.AsSpan().StartsWith((ReadOnlySpan<byte>)[(byte)'P', (byte)'K', 1, 2]); entry = At(zip, offset, EntryLength))
        {
            offset += EntryLength + BinaryPrimitives.ReadUInt16LittleEndian(entry.AsSpan(28)) + BinaryPrimitives.ReadUInt16LittleEndian(entry.AsSpan(30)) + BinaryPrimitives.ReadUInt16LittleEndian(entry.AsSpan(32));
            if (count++ >= ImportLimits.MostEntries)
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

    /// <summary>
    /// The reader takes the directory of a zip64 record instead of this one when one of these fields is full, the numbers of disks
    /// among them (APPNOTE.TXT 4.4.1.4). No archive within the limits needs one.
    /// </summary>
    private static bool IsZip64(ReadOnlySpan<byte> end) =>
        BinaryPrimitives.ReadUInt16LittleEndian(end[4..]) == ushort.MaxValue
        || BinaryPrimitives.ReadUInt16LittleEndian(end[6..]) == ushort.MaxValue
        || BinaryPrimitives.ReadUInt16LittleEndian(end[8..]) == ushort.MaxValue
        || BinaryPrimitives.ReadUInt16LittleEndian(end[10..]) == ushort.MaxValue
        || BinaryPrimitives.ReadUInt32LittleEndian(end[12..]) == uint.MaxValue
        || BinaryPrimitives.ReadUInt32LittleEndian(end[16..]) == uint.MaxValue;

    /// <summary>Fewer bytes than asked for at the end; none behind it.</summary>
    private static byte[] At(Stream zip, long place, int most)
    {
        zip.Position = place;
        var bytes = new byte[most];
        return bytes[..zip.ReadAtLeast(bytes, most, throwOnEndOfStream: false)];
    }
}
