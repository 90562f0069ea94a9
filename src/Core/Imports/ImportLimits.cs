namespace Guestfs.Imports;

/// <summary>
/// What an import takes at most; each is checked while reading. What is held at a time, and with it the memory of about
/// 200 MiB, is bounded by the size and the lines of the one log or journal that is read.
/// </summary>
public static class ImportLimits
{
    /// <summary>Bytes as given.</summary>
    public const long MostGiven = 64L << 20;

    /// <summary>Bytes after unpacking, all entries of an archive together.</summary>
    public const long MostUnpacked = 512L << 20;

    /// <summary>Entries of an archive.</summary>
    public const int MostEntries = 200;

    /// <summary>Bytes of one unpacked log.</summary>
    public const int MostLogBytes = 12 << 20;

    public const int MostLogLines = 180_000;

    /// <summary>Bytes of one line of a journal; the longest that Guestfs writes holds a 64 KiB line in base64.</summary>
    public const int MostJournalLine = 1 << 20;

    public const long MostJournalBytes = 160L << 20;

    public const int MostJournalEntries = 500_000;

    /// <summary>For one pattern on one line. A pattern takes microseconds; the rest is for a machine that has much else to do.</summary>
    internal const int MatchMilliseconds = 10_000;

    public static readonly TimeSpan MostTime = TimeSpan.FromMilliseconds(MatchMilliseconds);
}
