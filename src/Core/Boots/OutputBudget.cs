using System.Runtime.InteropServices;
using Guestfs.Journal;

namespace Guestfs.Boots;

/// <summary>
/// Bounds the output one boot keeps: the first bytes and the last bytes stay, and a marker with exact counts stands for
/// what was let go between. Lines that shaped the timeline stay wherever they are.
/// </summary>
internal sealed class OutputBudget(long headBytes, long tailBytes)
{
    /// <summary>Lines are let go in batches, so that a flood does not move the list for every line.</summary>
    private const long Slack = 1 << 20;

    private readonly HashSet<long> _shaping = [];
    private readonly Dictionary<long, JournalEntry> _drops = [];
    private long _head;
    private long _tail;
    private long? _tailStart;

    /// <param name="shapedTimeline">The line opened or closed a bar.</param>
    public void Add(JournalEntry entry, OutputLine line, bool shapedTimeline, List<JournalEntry> entries)
    {
        if (_tailStart is null && _head + line.Raw.Length <= headBytes)
        {
            _head += line.Raw.Length;
            return;
        }

        _tailStart ??= entry.Sequence;
        if (shapedTimeline)
        {
            _shaping.Add(entry.Sequence);
            return;
        }

        _tail += line.Raw.Length;
        if (_tail > tailBytes + Math.Min(Slack, tailBytes))
        {
            Trim(entries);
        }
    }

    /// <summary>The markers that changed since the last call and stand wholly before <paramref name="stored"/>.</summary>
    public IReadOnlyList<JournalEntry> TakeDrops(long stored)
    {
        var ready = _drops.Values.Where(marker => ((OutputDropped)marker.Event).LastSequence < stored).ToList();
        foreach (var marker in ready)
        {
            _drops.Remove(marker.Sequence);
        }

        return ready;
    }

    private void Trim(List<JournalEntry> entries)
    {
        var span = CollectionsMarshal.AsSpan(entries);
        var read = entries.FindIndex(entry => entry.Sequence >= _tailStart || entry.Event is OutputDropped);
        var write = read;
        while (read < span.Length)
        {
            var entry = span[read++];
            if (_tail > tailBytes && entry.Event is OutputLine line && !_shaping.Contains(entry.Sequence))
            {
                _tail -= line.Raw.Length;
                if (write > 0 && span[write - 1].Event is OutputDropped before && before.LastSequence + 1 == entry.Sequence)
                {
                    Mark(ref span[write - 1], before.Lines + 1, before.Bytes + line.Raw.Length, before.FirstSequence, entry.Sequence);
                }
                else
                {
                    span[write] = entry;
                    Mark(ref span[write++], 1, line.Raw.Length, entry.Sequence, entry.Sequence);
                }
            }
            else
            {
                span[write++] = entry;
            }
        }

        entries.RemoveRange(write, entries.Count - write);
    }

    private void Mark(ref JournalEntry place, long lines, long bytes, long first, long last)
    {
        place = place with { Event = new OutputDropped(lines, bytes, first, last) };
        _drops[place.Sequence] = place;
    }
}
