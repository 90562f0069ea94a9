namespace Guestfs.Boots.Checks;

internal static class StorageChecks
{
    private const long LowSpace = 1L << 30;

    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    public static IEnumerable<Check> Of(EngineOptions options, StoreHealth store)
    {
        var data = Path.GetDirectoryName(options.StateDirectory)!;
        yield return store.Problem is { } problem
            ? new Check("storage", "Journals", CheckState.Fail, $"Journals cannot be stored: {problem} Running boots go on from memory.", "Free space on, or mend, the disk of the data directory.")
            : new Check("storage", "Journals", CheckState.Pass, "Journals are being stored.");
        yield return Space("Data directory", data, "Journals grow here, at most 64 MiB a boot; free some space.", "Make it writable for the user of this server, or start with another --data.");
        yield return Space("Temporary directory", options.Launch.TemporaryParent, "Overlays and scratch disks grow here; free some space.", "Set TMPDIR to a directory that can be written.");
        yield return Space("Socket directory", options.Launch.SocketParent, "The daemon's sockets are made here; free some space.", "Set XDG_RUNTIME_DIR to a directory that can be written.");
        if (Directory.Exists(data) && (File.GetUnixFileMode(data) & Others) != 0)
        {
            yield return new Check(
                "storage",
                "Privacy",
                CheckState.Warn,
                $"Other users of this host may look into {data}, where journals and tokens are.",
                "Close it to others.",
                $"chmod 700 -- '{data.Replace("'", "'\\''", StringComparison.Ordinal)}'");
        }
    }

    private static Check Space(string name, string directory, string whenLow, string whenClosed)
    {
        try
        {
            // Writing is tried, because permission bits do not tell of read-only mounts.
            using (File.Create(Path.Combine(directory, Path.GetRandomFileName()), 1, FileOptions.DeleteOnClose))
            {
            }

            var free = new DriveInfo(directory).AvailableFreeSpace;
            var finding = $"{directory} can be written and has {Sentences.Size(free)} free.";
            return free >= LowSpace
                ? new Check("storage", name, CheckState.Pass, finding)
                : new Check("storage", name, CheckState.Warn, finding, whenLow);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new Check("storage", name, CheckState.Fail, $"{directory} cannot be written: {error.Message}", whenClosed);
        }
    }
}
