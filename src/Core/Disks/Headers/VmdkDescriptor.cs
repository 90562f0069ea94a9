using System.Globalization;
using System.Text;

namespace Guestfs.Disks.Headers;

/// <summary>
/// The text part of a VMDK. It names other files, so it is read the way qemu reads it, loose as that is
/// (sscanf over lines in qemu block/vmdk.c): whatever qemu would open, we see first.
/// </summary>
internal static class VmdkDescriptor
{
    public const int MaxLength = (1024 * 1024) - 1;

    /// <summary>qemu looks for the parent only in the first 20 sectors.</summary>
    public const int ParentLength = 20 * 512;

    private const int MaxExtents = 2048;
    private const string ParentKey = "parentFileNameHint";
    private const string TypeKey = "createType";

    private static readonly string[] KnownTypes =
        ["monolithicFlat", "vmfs", "vmfsSparse", "seSparse", "twoGbMaxExtentSparse", "twoGbMaxExtentFlat"];

    /// <summary>Comments and blank lines, then <c>version=1</c>, 2 or 3.</summary>
    public static bool IsDescriptor(ReadOnlySpan<byte> first)
    {
        while (!first.IsEmpty)
        {
            int end = first.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = (end < 0 ? first : first[..end]).TrimEnd((byte)'\r');
            if (line.StartsWith("version="u8))
            {
                return line[8..].SequenceEqual("1"u8) || line[8..].SequenceEqual("2"u8) || line[8..].SequenceEqual("3"u8);
            }

            if (!line.StartsWith("#"u8) && line.ContainsAnyExcept((byte)' '))
            {
                return false;
            }

            first = end < 0 ? [] : first[(end + 1)..];
        }

        return false;
    }

    /// <summary>The files a descriptor's extents lie in.</summary>
    /// <exception cref="HeaderException">qemu would not open it either, or it has too many extents.</exception>
    public static List<ImageLink> ReadExtents(ReadOnlySpan<byte> descriptor)
    {
        string text = Latin(descriptor);
        string? type = FindValue(text, TypeKey);
        if (type is null || !KnownTypes.Contains(type))
        {
            throw new HeaderException(type is null
                ? "has a VMDK descriptor without a type"
                : $"is a VMDK of type {Quoted.Text(type)}, which qemu does not read");
        }

        var extents = new List<ImageLink>();
        for (int at = 0; at < text.Length; at = NextLine(text, at))
        {
            if (ReadExtent(text, at) is { } extent)
            {
                extents.Add(extent);
                if (extents.Count > MaxExtents)
                {
                    throw new HeaderException($"has more than {MaxExtents} extents");
                }
            }
        }

        return extents;
    }

    /// <summary>The image below this one, or null. qemu takes it from the first mention, wherever that stands.</summary>
    public static ImageLink? ReadParent(ReadOnlySpan<byte> descriptor) =>
        FindValue(Latin(descriptor), ParentKey) is { Length: > 0 } name
            ? new ImageLink(LinkKind.Backing, Utf8(name), ImageFormats.Vmdk)
            : null;

    /// <summary>One char per byte up to the first NUL, so that positions and classes are those of C.</summary>
    private static string Latin(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf((byte)0);
        return Encoding.Latin1.GetString(end < 0 ? bytes : bytes[..end]);
    }

    private static string Utf8(string latin) => HeaderSource.Text(Encoding.Latin1.GetBytes(latin));

    private static string? FindValue(string text, string key)
    {
        int start = text.IndexOf(key, StringComparison.Ordinal);
        start = start < 0 ? start : start + key.Length + 2;
        int end = start < 0 || start >= text.Length ? -1 : text.IndexOf('"', start);
        return end < 0 ? null : text[start..end];
    }

    private static int NextLine(string text, int at)
    {
        int end = text.IndexOf('\n', at);
        return end < 0 ? text.Length : end + 1;
    }

    private static ImageLink? ReadExtent(string text, int at)
    {
        at = SkipBlanks(text, at);
        if (!text.AsSpan(at).StartsWith("RW", StringComparison.Ordinal) || SkipBlanks(text, at + 2) == at + 2)
        {
            return null;
        }

        at = SkipBlanks(text, at + 2);
        int digits = at < text.Length && text[at] is '+' or '-' ? at + 1 : at;
        int afterDigits = digits;
        while (afterDigits < text.Length && char.IsAsciiDigit(text[afterDigits]))
        {
            afterDigits++;
        }

        if (afterDigits == digits)
        {
            return null;
        }

        bool fits = long.TryParse(text.AsSpan(at, afterDigits - at), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long sectors);
        at = SkipBlanks(text, afterDigits);
        int typeEnd = at;
        while (typeEnd < text.Length && typeEnd - at < 10 && !IsBlank(text[typeEnd]))
        {
            typeEnd++;
        }

        string type = text[at..typeEnd];
        at = SkipBlanks(text, typeEnd);
        if (at >= text.Length || text[at] != '"')
        {
            return null;
        }

        int nameEnd = text.AsSpan(at + 1).IndexOfAny("\n\r\"");
        string name = nameEnd < 0 ? text[(at + 1)..] : text.Substring(at + 1, nameEnd);
        LinkKind kind = type is "FLAT" or "VMFS" ? LinkKind.FlatExtent : LinkKind.SparseExtent;
        if (!fits || sectors is <= 0 or > long.MaxValue / 512 || name.Length is 0 or > 511)
        {
            throw new HeaderException("has an extent whose size or name makes no sense");
        }

        return type is "FLAT" or "VMFS" or "SPARSE" or "VMFSSPARSE" or "SESPARSE"
            ? new ImageLink(kind, Utf8(name), null, sectors * 512)
            : null;
    }

    private static int SkipBlanks(string text, int at)
    {
        while (at < text.Length && IsBlank(text[at]))
        {
            at++;
        }

        return at;
    }

    private static bool IsBlank(char c) => c is ' ' or (>= '\t' and <= '\r');
}
