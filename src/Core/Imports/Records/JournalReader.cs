using System.Buffers;
using Guestfs.Imports.Unpacking;
using Guestfs.Journal;
using Guestfs.Spooling;
using Guestfs.Timeline;

namespace Guestfs.Imports.Records;

/// <summary>Reads a journal of ours strictly, a line at a time.</summary>
/// <param name="journals">Where the boot's journal goes.</param>
internal sealed class JournalReader(string name, Spool journals, ReadingBudget budget)
{
    private const int LineWork = 1024;

    private readonly JournalCheck _check = new();
    private readonly SpooledJournal _journal = new(journals, keep: null);
    private readonly BootFold _fold = new();
    private LogImported? _log;
    private BootEnded? _end;
    private long _line;

    /// <param name="file">What the boot was imported from.</param>
    /// <param name="kind">bundle or journal.</param>
    /// <exception cref="ImportException">It is not a journal; the message names the line.</exception>
    public ImportedBoot Read(Stream input, string kind, string? file)
    {
        var pool = ArrayPool<byte>.Shared.Rent(128 * 1024);
        var (start, length) = (0, 0);
        try
        {
            for (var more = true; more;)
            {
                var read = input.Read(pool, length, pool.Length - length);
                more = read > 0;
                length += read;
                budget.Work(read);
                start = 0;
                while (pool.AsSpan(start, length - start).IndexOf((byte)'\n') is >= 0 and var end)
                {
                    Add(pool.AsSpan(start, end));
                    start += end + 1;
                }

                if (!more)
                {
                    Add(pool.AsSpan(start, length - start));
                }

                Keep(ref pool, start, ref length);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(pool);
        }

        if (_check.Finish() is { } problem)
        {
            throw new ImportException($"{name}: {problem} Nothing was imported.");
        }

        return new ImportedBoot(kind, file, Outcome, _log, _fold.Summary(""), _journal);
    }

    private BootStatus Outcome => _end switch
    {
        { Status: BootStatus.Imported } => _log?.Outcome ?? BootStatus.Finished,
        { } ended => ended.Status,
        null => BootStatus.Interrupted,
    };

    private void Keep(ref byte[] pool, int start, ref int length)
    {
        var rest = length - start;
        if (rest > ImportLimits.MostJournalLine)
        {
            throw new ImportException($"Line {_line + 1} of {name} is longer than {ImportLimits.MostJournalLine >> 20} MiB; nothing was imported.");
        }

        var target = rest > pool.Length / 2 ? ArrayPool<byte>.Shared.Rent(pool.Length * 2) : pool;
        pool.AsSpan(start, rest).CopyTo(target);
        if (target != pool)
        {
            ArrayPool<byte>.Shared.Return(pool);
            pool = target;
        }

        length = rest;
    }

    private void Add(ReadOnlySpan<byte> line)
    {
        _line++;
        line = _line == 1 && line.StartsWith((ReadOnlySpan<byte>)[0xef, 0xbb, 0xbf]) ? line[3..] : line;
        if (line.Trim(" \t\r"u8).IsEmpty)
        {
            return;
        }

        // Taking JSON apart costs many times what looking at bytes does.
        budget.Work(line.Length + LineWork);
        try
        {
            var entry = JournalJson.Read(line);
            if (_check.Add(entry) is { } problem)
            {
                throw new JournalFormatException(problem);
            }

            _log ??= entry.Event as LogImported;
            _end ??= entry.Event as BootEnded;
            _fold.Add(entry);
            _journal.Add(entry, shaped: false);
        }
        catch (JournalFormatException wrong)
        {
            throw new ImportException($"Line {_line} of {name}: {wrong.Message} Nothing was imported.", wrong);
        }
    }
}
