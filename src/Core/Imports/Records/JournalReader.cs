using System.Buffers;
using Guestfs.Imports.Unpacking;
using Guestfs.Journal;

namespace Guestfs.Imports.Records;

/// <summary>Reads a journal of ours strictly, a line at a time.</summary>
internal sealed class JournalReader(string name, Action checkTime)
{
    private readonly JournalCheck _check = new();
    private readonly List<JournalEntry> _entries = [];
    private long _line;
    private long _bytes;

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
                _bytes += read;
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

        return new ImportedBoot(kind, file, OutcomeOf(_entries), _entries);
    }

    public static BootStatus OutcomeOf(IReadOnlyList<JournalEntry> journal) => journal[^1].Event switch
    {
        BootEnded { Status: BootStatus.Imported } => journal.Count > 1 && journal[1].Event is LogImported log ? log.Outcome : BootStatus.Finished,
        BootEnded ended => ended.Status,
        _ => BootStatus.Interrupted,
    };

    private void Keep(ref byte[] pool, int start, ref int length)
    {
        if (_bytes > ImportLimits.MostJournalBytes)
        {
            throw new ImportTooLargeException($"{name} has more than {ImportLimits.MostJournalBytes >> 20} MiB; nothing was imported.");
        }

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

        if (_line % 256 == 0)
        {
            checkTime();
        }

        try
        {
            var entry = JournalJson.Read(line);
            if (_check.Add(entry) is { } problem)
            {
                throw new JournalFormatException(problem);
            }

            _entries.Add(entry);
        }
        catch (JournalFormatException wrong)
        {
            throw new ImportException($"Line {_line} of {name}: {wrong.Message} Nothing was imported.", wrong);
        }
    }
}
