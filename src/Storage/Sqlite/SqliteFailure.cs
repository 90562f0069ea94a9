using Microsoft.Data.Sqlite;

namespace Guestfs.Storage.Sqlite;

/// <summary>SQLite's result codes (https://sqlite.org/rescode.html) as sentences.</summary>
internal static class SqliteFailure
{
    private const int Full = 13;
    private const int Perm = 3;
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    /// <summary>Whether what was refused may succeed later, with the database as sound as before.</summary>
    public static bool MayPass(SqliteException failure) => failure.SqliteErrorCode is Full or Busy or Locked or CannotOpen or InputOutput;

    public static string Describe(SqliteException failure, string path) => failure.SqliteErrorCode switch
    {
        Full =>
            $"The disk that holds {path} is full, so this was not stored; everything stored before is intact. Free some space there and try again.",
        NotADatabase or Corrupt =>
            $"The database {path} is damaged or is not a database of Guestfs; it was not changed. Move it away or restore it from a backup, then start again.",
        CannotOpen or Perm =>
            $"The database {path} cannot be opened. Check that this user may read and write the file and its directory.",
        ReadOnly =>
            $"The database {path} can be read but not written, so this was not stored. Check that this user may write the file and its directory.",
        Busy or Locked =>
            $"The database {path} is held by another program, so this was not stored. Close what has it open and try again.",
        InputOutput =>
            $"The disk that holds {path} reported an error while reading or writing, so this was not done. Check the disk and try again.",
        _ => $"The database {path} refused: {failure.Message.TrimEnd('.')}.",
    };
}
