using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Guestfs.Launching;

/// <summary>
/// The delay-loop figure (lpj) that the host's kernel logged when it started. Given to a guest under TCG it spares the guest
/// the measurement, which is slow and goes wrong on a loaded host (libguestfs lib/lpj.c).
/// </summary>
public static partial class LoopsPerJiffy
{
    private const int ReadAll = 3;
    private const int BufferSize = 10;
    private static readonly Lazy<long?> Host = new(Read);

    /// <summary>Null when the host does not say. Read once per process.</summary>
    public static long? OfHost => Host.Value;

    /// <summary>The first figure in a kernel log, or null.</summary>
    public static long? Find(string log) =>
        Pattern().Match(log) is { Success: true } match
        && long.TryParse(match.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;

    private static long? Read() => Find(ReadRingBuffer()) ?? Find(ReadFile("/var/log/dmesg")) ?? Find(ReadFile("/var/log/boot.msg"));

    private static string ReadRingBuffer()
    {
        var size = KernelLog(BufferSize, null, 0);
        if (size <= 0)
        {
            return "";
        }

        var buffer = new byte[size];
        var length = KernelLog(ReadAll, buffer, size);
        return length > 0 ? Encoding.Latin1.GetString(buffer, 0, length) : "";
    }

    private static string ReadFile(string path)
    {
        try
        {
            return File.ReadAllText(path, Encoding.Latin1);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    [GeneratedRegex(@"lpj=(\d+)")]
    private static partial Regex Pattern();

    /// <summary>klogctl(3); fails with EPERM where kernel.dmesg_restrict is set.</summary>
    [LibraryImport("libc", EntryPoint = "klogctl")]
    private static partial int KernelLog(int type, [Out] byte[]? buffer, int length);
}
