using System.Text;
using Guestfs.Imports.Logs;
using Guestfs.Imports.Unpacking;
using Guestfs.Journal;
using Guestfs.Spooling;

namespace Guestfs.Imports;

/// <summary>
/// Reads boots out of a plain text log in three passes, none of which holds more than a line and what there is to say of its
/// launch: wrapping off, cut into launches, a journal of each.
/// </summary>
/// <param name="journals">Where the boots' journals go.</param>
internal sealed class LogReader(Spool journals, ImportSettings settings, ReadingBudget budget)
{
    private const int HeadLength = 16 * 1024;
    private const int LongestFirstLine = 500;

    /// <summary>What a line costs beside its bytes.</summary>
    private const int LineWork = 64;

    /// <param name="file">What the log is called, if it has a name.</param>
    /// <param name="mostBoots">More boots are too many.</param>
    /// <exception cref="UnrecognisedException">There is no boot in it.</exception>
    public ImportReading Read(Stream text, string? file, int mostBoots)
    {
        using var spool = new Spool(settings.Directory);
        var kept = new SpooledLines(spool);
        var log = Unwrap(text);
        var (lines, bare, first) = (0, true, new List<string>());
        foreach (var line in log.Lines)
        {
            kept.Add(line);
            bare = bare && !LaunchSplitter.IsOfHost(line.Text);
            lines += line.Continues ? 0 : 1;
            if (kept.Count > ImportLimits.MostLogLines)
            {
                throw new ImportTooLargeException($"{file ?? "The log"} has more than {ImportLimits.MostLogLines} lines; nothing was imported. Send the part of it that matters.");
            }

            if (lines <= UnrecognisedException.MostLines && !line.Continues)
            {
                var shown = Console.AnsiText.ToPlain(line.Raw.Span[..Math.Min(line.Raw.Length, LongestFirstLine)]);
                first.Add(shown[..Math.Min(shown.Length, LongestFirstLine)]);
            }
        }

        var launches = new List<(WrittenLaunch Launch, SpooledJournal Journal)>();
        foreach (var launch in LaunchSplitter.Split(Counted(kept.Read(0)), bare))
        {
            if (launches.Count == mostBoots)
            {
                throw new ImportTooLargeException($"There are more than {ImportLimits.MostBoots} launches in {file ?? "the log"}; nothing was imported. Send the part of it that matters.");
            }

            var journal = new SpooledJournal(journals, settings.Keep);
            launches.Add((LaunchJournal.Write(launch, LinesOf(launch, kept), log, file, settings.By, settings.Now, journal.Add), journal));
        }

        if (launches.Count == 0)
        {
            throw new UnrecognisedException("No boot of the libguestfs appliance was recognised in this text; nothing was stored.", Wording.LookedFor, first, lines);
        }

        return new ImportReading(
            "log",
            [],
            log.Wrappings,
            lines,
            launches.Sum(static launch => launch.Launch.Log.Unmatched),
            [.. launches.SelectMany(static launch => launch.Launch.Log.Examples).Take(5)],
            [.. launches.Select((launch, i) => ToBoot(launch.Launch, launch.Journal, TitleOf(file, i + 1, launches.Count)))]);
    }

    private static ImportedBoot ToBoot(WrittenLaunch launch, SpooledJournal journal, string title)
    {
        var requested = launch.Requested with { Request = launch.Requested.Request with { Title = title } };
        journal.Evidence = launch.Evidence;
        journal.BeginWith(new JournalEntry(0, 0, requested), new JournalEntry(1, 0, launch.Log));
        return new ImportedBoot("log", launch.Log.File, launch.Log.Outcome, launch.Log, launch.Folded with { Title = title }, journal);
    }

    private LogLines Unwrap(Stream text)
    {
        var (head, length) = Peek(text);
        Stream content = new JoinedStream(head.AsMemory(0, length), text);
        switch (head)
        {
            case [0xef, 0xbb, 0xbf, ..]:
                content.ReadExactly(new byte[3]);
                break;
            case [0xff, 0xfe, ..]:
                content.ReadExactly(new byte[2]);
                content = Encoding.CreateTranscodingStream(content, Encoding.Unicode, new UTF8Encoding(false));
                break;
            case [0xfe, 0xff, ..]:
                content.ReadExactly(new byte[2]);
                content = Encoding.CreateTranscodingStream(content, Encoding.BigEndianUnicode, new UTF8Encoding(false));
                break;
        }

        (head, length) = Peek(content);
        var mail = MailText.Of(head.AsSpan(0, length));
        content = new JoinedStream(head.AsMemory(mail.Length, length - mail.Length), content);
        return Unwrapper.Unwrap(
            TextPieces.Of(mail.IsQuotedPrintable ? new QuotedPrintableStream(content) : content, budget.Work),
            mail.IsQuotedPrintable ? 1 : mail.Lines + 1,
            mail.Names);
    }

    private static (byte[] Head, int Length) Peek(Stream text)
    {
        var head = new byte[HeadLength];
        return (head, text.ReadAtLeast(head, head.Length, throwOnEndOfStream: false));
    }

    private IEnumerable<(LogLine Line, long Place)> Counted(IEnumerable<(LogLine Line, long Place)> lines)
    {
        foreach (var line in lines)
        {
            budget.Work(line.Line.Raw.Length + LineWork);
            yield return line;
        }
    }

    private IEnumerable<ClassifiedLine> LinesOf(Launch launch, SpooledLines lines) =>
        Counted(lines.Read(launch.Place)).Take(launch.Marks.Count).Select((line, i) => ClassifiedLine.Of(line.Line, launch.Marks[i]));

    private static string TitleOf(string? file, int number, int of)
    {
        var name = file is { Length: > 0 } ? file : "Pasted log";
        return of == 1 ? name : $"{name}, launch {number} of {of}";
    }
}
