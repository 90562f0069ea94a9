using System.Buffers.Binary;
using System.Collections;
using Guestfs.Journal;
using Guestfs.Spooling;

namespace Guestfs.Imports;

/// <summary>
/// A journal outside of memory. Of a long console the first and the last bytes are given out, with a marker that has the
/// exact counts of what is left out between; lines that shaped the timeline stay.
/// </summary>
/// <param name="keep">Null keeps everything.</param>
internal sealed class SpooledJournal(Spool spool, OutputKeep? keep) : IEnumerable<JournalEntry>
{
    private const int LineHeader = 20;
    private const byte Line = 0x80;
    private const byte Terminated = 0x04;
    private const byte Stays = 0x08;

    private readonly long _place = spool.Length;
    private long _until = spool.Length;
    private IReadOnlyList<JournalEntry> _beginning = [];
    private long _head;
    private long _tail;
    private bool _inTail;

    /// <summary>A line that stays whatever it weighs: the one that says why the boot failed.</summary>
    public long? Evidence { get; set; }

    /// <summary>The entries before those that were added, which are known only when all others are.</summary>
    public void BeginWith(params IReadOnlyList<JournalEntry> entries) => _beginning = entries;

    /// <summary>Only one journal may be added to at a time.</summary>
    /// <param name="shaped">The line opened or closed a bar.</param>
    public void Add(JournalEntry entry, bool shaped)
    {
        if (entry.Event is OutputLine line && entry.Readings is null)
        {
            var stays = Weigh(line, shaped);
            Span<byte> header = stackalloc byte[LineHeader + 1];
            header[0] = (byte)(Line | (int)line.Source | (line.Terminated ? Terminated : 0) | (stays ? Stays : 0));
            BinaryPrimitives.WriteInt64LittleEndian(header[1..], entry.Sequence);
            BinaryPrimitives.WriteInt64LittleEndian(header[9..], entry.Offset);
            BinaryPrimitives.WriteInt32LittleEndian(header[17..], line.Raw.Length);
            spool.Write(header);
            spool.Write(line.Raw.Span);
        }
        else
        {
            var json = JournalJson.Write(entry);
            Span<byte> header = stackalloc byte[5];
            header[0] = 0;
            BinaryPrimitives.WriteInt32LittleEndian(header[1..], json.Length);
            spool.Write(header);
            spool.Write(json);
        }

        _until = spool.Length;
    }

    public IEnumerator<JournalEntry> GetEnumerator()
    {
        foreach (var entry in _beginning)
        {
            yield return entry;
        }

        var excess = keep is null ? 0 : _tail - keep.TailBytes;
        JournalEntry? left = null;
        foreach (var (entry, stays) in Read())
        {
            if (excess > 0 && !stays && entry.Event is OutputLine line && entry.Sequence != Evidence)
            {
                excess -= OutputKeep.Weight(line);
                if (left?.Event is OutputDropped before && before.LastSequence + 1 == entry.Sequence)
                {
                    left = left with { Event = new OutputDropped(before.Lines + 1, before.Bytes + line.Raw.Length, before.FirstSequence, entry.Sequence) };
                    continue;
                }

                if (left is not null)
                {
                    yield return left;
                }

                left = entry with { Event = new OutputDropped(1, line.Raw.Length, entry.Sequence, entry.Sequence) };
                continue;
            }

            if (left is not null)
            {
                yield return left;
                left = null;
            }

            yield return entry;
        }

        if (left is not null)
        {
            yield return left;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private bool Weigh(OutputLine line, bool shaped)
    {
        var weight = OutputKeep.Weight(line);
        if (keep is null || (!_inTail && _head + weight <= keep.HeadBytes))
        {
            _head += weight;
            return true;
        }

        _inTail = true;
        if (shaped && line.Raw.Length <= OutputKeep.MostShaping)
        {
            return true;
        }

        _tail += weight;
        return false;
    }

    private IEnumerable<(JournalEntry Entry, bool Stays)> Read()
    {
        var reader = new SpoolReader(spool, _place);
        while (reader.Place < _until && reader.TryTake(1, out var tag))
        {
            var flags = tag.Span[0];
            if ((flags & Line) == 0)
            {
                yield return (JournalJson.Read(Take(reader, BinaryPrimitives.ReadInt32LittleEndian(Take(reader, 4).Span)).Span), true);
                continue;
            }

            var header = Take(reader, LineHeader);
            var raw = Take(reader, BinaryPrimitives.ReadInt32LittleEndian(header.Span[16..]));
            yield return (
                new JournalEntry(
                    BinaryPrimitives.ReadInt64LittleEndian(header.Span),
                    BinaryPrimitives.ReadInt64LittleEndian(header.Span[8..]),
                    new OutputLine((OutputSource)(flags & 3), raw, (flags & Terminated) != 0)),
                (flags & Stays) != 0);
        }
    }

    private static ReadOnlyMemory<byte> Take(SpoolReader reader, int count) =>
        reader.TryTake(count, out var bytes) ? bytes : throw new GuestfsException("A temporary file ended too early; nothing was imported.");
}
