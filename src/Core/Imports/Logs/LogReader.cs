namespace Guestfs.Imports.Logs;

/// <summary>Reads boots out of a plain text log.</summary>
internal static class LogReader
{
    /// <param name="file">What the log is called, if it has a name.</param>
    /// <exception cref="UnrecognisedException">There is no boot in it.</exception>
    public static ImportReading Read(ReadOnlyMemory<byte> bytes, string? file, string by, DateTimeOffset now, Action checkTime)
    {
        var log = Unwrapper.Unwrap(PlainText.WithoutByteOrderMark(bytes), checkTime);
        if (log.Lines.Count > ImportLimits.MostLogLines)
        {
            throw new ImportTooLargeException($"{file ?? "The log"} has more than {ImportLimits.MostLogLines} lines; nothing was imported. Send the part of it that matters.");
        }

        var launches = LaunchSplitter.Split(log.Lines, checkTime);
        if (launches.Count == 0)
        {
            throw new UnrecognisedException(
                "No boot of the libguestfs appliance was recognised in this text; nothing was stored.",
                Wording.LookedFor,
                [.. log.Lines.Take(UnrecognisedException.MostLines).Select(static line => Guestfs.Console.AnsiText.ToPlain(line.Raw.Span)).Select(static text => text[..Math.Min(text.Length, 500)])],
                log.Lines.Count);
        }

        var boots = new List<ImportedBoot>(launches.Count);
        foreach (var launch in launches)
        {
            checkTime();
            boots.Add(LaunchJournal.Write(launch, log, file, TitleOf(file, boots.Count + 1, launches.Count), by, now));
        }

        var read = boots.Select(static boot => (Journal.LogImported)boot.Journal[1].Event).ToList();
        return new ImportReading(
            "log", [], log.Wrappings, log.Lines.Count, read.Sum(static log => log.Unmatched), [.. read.SelectMany(static log => log.Examples).Take(5)], boots);
    }

    private static string TitleOf(string? file, int number, int of)
    {
        var name = file is { Length: > 0 } ? file : "Pasted log";
        return of == 1 ? name : $"{name}, launch {number} of {of}";
    }
}
