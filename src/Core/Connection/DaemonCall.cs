namespace Guestfs.Connection;

/// <summary>What is called, apart from the argument bytes.</summary>
/// <param name="Number">The procedure's number (libguestfs generator/proc_nr.ml).</param>
/// <param name="Name">Its name, for errors and observers.</param>
/// <param name="Detail">The arguments in short, for observers.</param>
/// <param name="OptionalArguments">Bit i says that the i-th optional argument is given.</param>
/// <param name="ProgressHint">The bytes that an upload will send, or 0.</param>
public readonly record struct DaemonCall(
    uint Number,
    string Name,
    string? Detail = null,
    ulong OptionalArguments = 0,
    ulong ProgressHint = 0);
