using System.Globalization;
using System.Text;
using Guestfs.Disks;
using Microsoft.Win32.SafeHandles;

namespace Guestfs.Appliance;

/// <summary>A process that holds the appliance lock.</summary>
/// <param name="Pid">Null when the kernel does not tell, as for a process of another container.</param>
/// <param name="Command">Its command line, arguments joined by spaces.</param>
public sealed record LockHolder(int? Pid, string? Command);

/// <summary>
/// The record lock that supermin takes with lockf(3) on <c>CACHE/lock</c>. The file is never deleted: two builders would
/// then each lock a file of their own.
/// </summary>
internal static class ApplianceLock
{
    private const int MaxCommandLength = 4096;

    /// <summary>Null when nobody holds the lock.</summary>
    public static LockHolder? HolderOf(string lockFile)
    {
        try
        {
            using var file = File.OpenHandle(lockFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var question = new FileLock { Type = Libc.WriteLock };
            if (Libc.Fcntl(file, Libc.AskLock, ref question) != 0 || question.Type == Libc.Unlocked)
            {
                return null;
            }

            return question.Pid > 0 ? new LockHolder(question.Pid, CommandOf(question.Pid)) : new LockHolder(null, null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Takes the lock without waiting; null when it is held or cannot be opened. Disposing lets go.</summary>
    public static SafeFileHandle? TryTake(string lockFile)
    {
        SafeFileHandle? file = null;
        try
        {
            file = File.OpenHandle(lockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            var wish = new FileLock { Type = Libc.WriteLock };
            if (Libc.Fcntl(file, Libc.TakeLock, ref wish) == 0)
            {
                return file;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Not being able to lock is the same as somebody else holding it.
        }

        file?.Dispose();
        return null;
    }

    private static string? CommandOf(int pid)
    {
        try
        {
            var bytes = File.ReadAllBytes(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/cmdline"));
            var text = Encoding.UTF8.GetString(bytes.AsSpan(0, Math.Min(bytes.Length, MaxCommandLength))).TrimEnd('\0').Replace('\0', ' ');
            return text.Length == 0 ? null : text;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
