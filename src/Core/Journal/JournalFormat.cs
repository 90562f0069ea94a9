namespace Guestfs.Journal;

/// <summary>The version of the journal's shape. A reader takes every version up to its own; new members and event types raise it.</summary>
public static class JournalFormat
{
    public const int Version = 2;
}

/// <summary>Text that is not a journal entry this version can read.</summary>
public sealed class JournalFormatException(string message, Exception? innerException = null)
    : GuestfsException(message, innerException);
