using System.Globalization;

namespace Guestfs.Storage;

/// <summary>
/// Keeps a data directory to one server. The kernel holds the lock (flock) on the open file and lets it go when the
/// process ends in any way, so a file left behind never blocks a start and is never deleted.
/// </summary>
public sealed class DataDirectoryLock : IDisposable
{
    public const string FileName = "guestfs.lock";

    /// <summary>Holds the process id. .NET opens no file that another process has locked, so it cannot stand in the lock file.</summary>
    public const string HolderFileName = "guestfs.pid";

    private readonly FileStream _file;

    private DataDirectoryLock(FileStream file) => _file = file;

    /// <param name="directory">An existing directory.</param>
    /// <exception cref="GuestfsException">Another server uses the directory, or nothing can be written there.</exception>
    public static DataDirectoryLock Take(string directory)
    {
        FileStream? file = null;
        try
        {
            file = new FileStream(Path.Combine(directory, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(Path.Combine(directory, HolderFileName), string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}\n"));
            return new DataDirectoryLock(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            throw new GuestfsException(Refusal(directory, exception), exception);
        }
    }

    public void Dispose() => _file.Dispose();

    private static string Refusal(string directory, Exception exception)
    {
        // The error number of flock on a file that is locked already; other errors of open carry other codes.
        const int wouldBlock = 11;
        if (exception.HResult != wouldBlock)
        {
            return $"The data directory {directory} cannot be locked for this server: {exception.Message} Check that this user may write there and that the disk has space.";
        }

        var holder = ReadHolder(Path.Combine(directory, HolderFileName)) is { } pid ? $"process {pid}" : "another process";
        return $"The data directory {directory} is in use by another Guestfs server ({holder}), which goes on undisturbed. Stop that one first or choose another data directory.";
    }

    private static int? ReadHolder(string path)
    {
        try
        {
            return int.TryParse(File.ReadAllText(path), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var pid) ? pid : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
