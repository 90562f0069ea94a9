namespace Guestfs.Imports;

/// <summary>What was given cannot be imported; nothing was stored. The message says what was wrong, where, and what to do.</summary>
public class ImportException(string message, Exception? innerException = null) : GuestfsException(message, innerException);

/// <summary>More was given than an import takes.</summary>
public sealed class ImportTooLargeException(string message, Exception? innerException = null) : ImportException(message, innerException);

/// <summary>Too many others import.</summary>
public sealed class ImportBusyException(string message, Exception? innerException = null) : ImportException(message, innerException);
