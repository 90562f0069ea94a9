namespace Guestfs.Imports;

/// <summary>What an import takes at most; each is checked while reading. What is read lies in temporary files, so that memory does not grow with it.</summary>
public static class ImportLimits
{
    /// <summary>Bytes as given.</summary>
    public const long MostGiven = 64L << 20;

    /// <summary>Bytes after unpacking, all entries of an archive together.</summary>
    public const long MostUnpacked = 512L << 20;

    /// <summary>Entries of an archive.</summary>
    public const int MostEntries = 200;

    /// <summary>Launches in all logs of one import together.</summary>
    public const int MostBoots = 200;

    /// <summary>Lines of one log, a very long one counted once for each 64 KiB; each takes a byte of memory.</summary>
    public const int MostLogLines = 10_000_000;

    /// <summary>Bytes of one line of a journal; the longest that Guestfs writes holds a 64 KiB line in base64.</summary>
    public const int MostJournalLine = 1 << 20;

    /// <summary>More than the journal of a boot can have whose console was cut to what is kept of it.</summary>
    public const int MostJournalEntries = 3_000_000;

    /// <summary>Processor time for reading. Storing is not counted.</summary>
    public static readonly TimeSpan MostTime = TimeSpan.FromSeconds(10);
}
