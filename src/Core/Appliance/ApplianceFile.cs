using Microsoft.Win32.SafeHandles;

namespace Guestfs.Appliance;

/// <summary>Reads the size and a few bytes of a file of an appliance.</summary>
internal static class ApplianceFile
{
    /// <exception cref="GuestfsException">The file cannot be read.</exception>
    public static long Length(string path)
    {
        using var file = Open(path);
        return RandomAccess.GetLength(file);
    }

    /// <summary>The number of bytes read, fewer than asked at the end of the file.</summary>
    /// <exception cref="GuestfsException">The file cannot be read.</exception>
    public static int Read(string path, long offset, Span<byte> bytes)
    {
        using var file = Open(path);
        var length = 0;
        try
        {
            while (length < bytes.Length && RandomAccess.Read(file, bytes[length..], offset + length) is > 0 and var read)
            {
                length += read;
            }
        }
        catch (IOException error)
        {
            throw Unreadable(path, error);
        }

        return length;
    }

    private static SafeFileHandle Open(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ApplianceFileMissingException(path, error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, error);
        }
    }

    private static GuestfsException Unreadable(string path, Exception error) => new(
        $"The appliance file {path} could not be read: {error.Message.TrimEnd('.')}. qemu was not started; check its permissions.",
        error);
}
