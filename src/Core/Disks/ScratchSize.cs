using System.Globalization;

namespace Guestfs.Disks;

/// <summary>The other form of a disk's source: <c>scratch:SIZE</c>, an empty disk of SIZE MiB that lives as long as the boot.</summary>
internal static class ScratchSize
{
    public const string Scheme = "scratch";

    /// <summary>8 TiB, well below the largest file of any common file system.</summary>
    private const int MaxMiB = 8 * 1024 * 1024;

    public static bool IsScratch(string source) => source.StartsWith(Scheme + ":", StringComparison.Ordinal);

    /// <summary>The size in bytes.</summary>
    public static bool TryParse(string source, out long bytes, out string? problem)
    {
        bool isNumber = int.TryParse(source.AsSpan(Scheme.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int size);
        bool isValid = isNumber && size is >= 1 and <= MaxMiB;
        bytes = isValid ? size * 1024L * 1024 : 0;
        problem = isValid ? null : $"{Quoted.Text(source)} is not a scratch disk; write scratch:SIZE with SIZE from 1 to {MaxMiB} MiB.";
        return isValid;
    }
}
