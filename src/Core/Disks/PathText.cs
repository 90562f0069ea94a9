using System.Globalization;
using System.Text;

namespace Guestfs.Disks;

/// <summary>What a relative path may be made of, so that it means the same to us, to a shell, to qemu and to a reader.</summary>
internal static class PathText
{
    /// <summary>Longest name of one file or folder in bytes, as Linux has it.</summary>
    private const int MaxNameBytes = 255;

    /// <summary>Characters that look like a dot, slash or backslash without being one.</summary>
    private const string LookAlikes = "\u2024\u2025\u2026\u2044\u2215\u2216\u29F5\u29F8\u29F9\uFE52\uFE68\uFF0E\uFF0F\uFF3C";

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Completes "The path X …", or null when nothing is wrong.</summary>
    public static string? FindFault(string path)
    {
        if (path.Length == 0)
        {
            return "is empty";
        }

        if (path.Length > DiskPath.MaxLength)
        {
            return $"has more than {DiskPath.MaxLength} characters";
        }

        if (path[0] == '/')
        {
            return "is absolute; write it relative to the root";
        }

        if (FindBadCharacter(path) is { } character)
        {
            return character;
        }

        foreach (string segment in path.Split('/'))
        {
            if (FindBadSegment(segment) is { } fault)
            {
                return fault;
            }
        }

        return path.Contains('%', StringComparison.Ordinal) && HidesAnother(path) ? "hides a separator, a parent folder or a control character behind % codes" : null;
    }

    private static string? FindBadCharacter(string path)
    {
        if (path.Contains('\\', StringComparison.Ordinal))
        {
            return "contains a backslash";
        }

        foreach (Rune rune in path.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar)
            {
                return "is not valid text";
            }

            UnicodeCategory category = Rune.GetUnicodeCategory(rune);
            if (category is UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                return $"contains the invisible character U+{rune.Value:X4}";
            }

            if (rune.IsBmp && LookAlikes.Contains((char)rune.Value, StringComparison.Ordinal))
            {
                return $"contains U+{rune.Value:X4}, which looks like a dot or a slash";
            }
        }

        return null;
    }

    private static string? FindBadSegment(string segment) => segment switch
    {
        "" => "has an empty part between slashes",
        "." or ".." => "may not step to \".\" or \"..\"",
        ['.', ..] => "names a hidden file or folder",
        [.., '.'] => "has a part that ends with a dot",
        [' ', ..] or [.., ' '] => "has a part that starts or ends with a space",
        _ when Encoding.UTF8.GetByteCount(segment) > MaxNameBytes => $"has a part longer than {MaxNameBytes} bytes",
        _ => null,
    };

    /// <summary>
    /// A real file may be called "my%20disk.img". A name that only becomes dangerous once decoded is refused all the
    /// same, because some other program on its way may decode it.
    /// </summary>
    private static bool HidesAnother(string path)
    {
        string current = path;
        for (int round = 0; round < 4; round++)
        {
            if (!TryDecodeOnce(current, out string decoded))
            {
                return true;
            }

            if (decoded == current)
            {
                return false;
            }

            if (decoded.Count('/') != path.Count('/')
                || FindBadCharacter(decoded) is not null
                || decoded.Split('/').Any(static segment => segment is "" or "." or ".."))
            {
                return true;
            }

            current = decoded;
        }

        return true;
    }

    private static bool TryDecodeOnce(string text, out string decoded)
    {
        byte[] source = Encoding.UTF8.GetBytes(text);
        var bytes = new List<byte>(source.Length);
        for (int at = 0; at < source.Length; at++)
        {
            if (source[at] == '%' && at + 2 < source.Length
                && byte.TryParse(source.AsSpan(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value))
            {
                bytes.Add(value);
                at += 2;
            }
            else
            {
                bytes.Add(source[at]);
            }
        }

        try
        {
            decoded = StrictUtf8.GetString([.. bytes]);
            return true;
        }
        catch (DecoderFallbackException)
        {
            decoded = text;
            return false;
        }
    }
}
