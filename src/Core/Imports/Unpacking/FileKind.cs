namespace Guestfs.Imports.Unpacking;

/// <summary>What a file is by its first bytes; names are not trusted.</summary>
internal static class FileKind
{
    /// <summary>Enough bytes to tell.</summary>
    public const int HeadLength = 512;

    private static readonly (byte[] Magic, string Name)[] Archives =
    [
        ([0x1f, 0x8b], "gzip"),
        ([(byte)'P', (byte)'K', 3, 4], "zip"),
        ([(byte)'P', (byte)'K', 5, 6], "zip"),
        ([0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0], "xz"),
        ([0x28, 0xb5, 0x2f, 0xfd], "zstd"),
        ([(byte)'B', (byte)'Z', (byte)'h'], "bzip2"),
        ([(byte)'7', (byte)'z', 0xbc, 0xaf], "7z"),
        ([(byte)'R', (byte)'a', (byte)'r', (byte)'!'], "rar"),
    ];

    /// <returns>Null for what is no archive.</returns>
    public static string? ArchiveOf(ReadOnlySpan<byte> head)
    {
        foreach (var (magic, name) in Archives)
        {
            if (head.StartsWith(magic))
            {
                return name;
            }
        }

        return head.Length > 262 && head[257..].StartsWith("ustar"u8) ? "tar" : null;
    }

    /// <summary>A page that Guestfs wrote (boot.html): it shows a boot, and holds no journal.</summary>
    public static bool IsBootPage(ReadOnlySpan<byte> head) =>
        head.StartsWith("<!DOCTYPE html>"u8) && head.IndexOf("<meta name=\"generator\" content=\"Guestfs "u8) >= 0;

    /// <summary>A Guestfs journal begins with its entry 0.</summary>
    public static bool IsJournal(ReadOnlySpan<byte> head)
    {
        var start = (head.StartsWith((ReadOnlySpan<byte>)[0xef, 0xbb, 0xbf]) ? head[3..] : head).TrimStart(" \t\r\n"u8);
        var line = start.IndexOf((byte)'\n') is >= 0 and var end ? start[..end] : start;
        return start.StartsWith("{"u8) && line.IndexOf("\"seq\""u8) >= 0 && line.IndexOf("\"event\""u8) >= 0;
    }
}
