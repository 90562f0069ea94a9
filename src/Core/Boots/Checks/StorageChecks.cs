namespace Guestfs.Boots.Checks;

internal static class StorageChecks
{
    private const long LowSpace = 1L << 30;

    public static IEnumerable<Check> Of(EngineOptions options, StoreHealth store)
    {
        yield return store.Problem is { } problem
            ? new Check("storage", "Journals", CheckState.Fail, $"Journals cannot be stored: {problem} Running boots go on from memory.", "Free space on, or mend, the disk of the data directory.")
            : new Check("storage", "Journals", CheckState.Pass, "Journals are being stored.");
        yield return Space("Temporary directory", options.Launch.TemporaryParent);
        yield return Space("Socket directory", options.Launch.SocketParent);
    }

    private static Check Space(string name, string directory)
    {
        try
        {
            // Writing is tried, because permission bits do not tell of read-only mounts.
            using (File.Create(Path.Combine(directory, Path.GetRandomFileName()), 1, FileOptions.DeleteOnClose))
            {
            }

            var free = new DriveInfo(directory).AvailableFreeSpace;
            var finding = $"{directory} can be written and has {free >> 20} MiB free.";
            return free >= LowSpace
                ? new Check("storage", name, CheckState.Pass, finding)
                : new Check("storage", name, CheckState.Warn, finding, "Overlays and scratch disks grow here; free some space.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new Check("storage", name, CheckState.Fail, $"{directory} cannot be written: {error.Message}", "Set TMPDIR to a directory that can be written.");
        }
    }
}
