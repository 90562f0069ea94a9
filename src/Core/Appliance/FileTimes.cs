namespace Guestfs.Appliance;

internal static class FileTimes
{
    /// <summary>Sets the modification time; a file that is gone or may not be changed is left as it is.</summary>
    public static void TrySet(string path, DateTimeOffset time)
    {
        try
        {
            File.SetLastWriteTimeUtc(path, time.UtcDateTime);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A time that cannot be set costs a later rebuild at most.
        }
    }
}
