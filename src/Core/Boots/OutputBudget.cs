using System.Runtime.InteropServices;
using Guestfs.Journal;

namespace Guestfs.Boots;

/// <summary>
/// Bounds the output one boot keeps: the first bytes and the last bytes stay, and a marker with exact counts stands for
/// what was let go between. Lines that shaped the timeline stay wherever they are.
/// </summary>
internal sealed class OutputBudget(long headBytes, long tailBytes)
{
    /// <summary>What a line takes of the budget at least, so that a flood of empty lines is bounded too.</summary>
    public const int LeastCharge = OutputKeep.LeastWeight;

    /// <summary>A longer line is let go even if it shaped the timeline: the timeline's own bound on bars then bounds what stays.</summary>
    public const int MostShaping = OutputKeep.MostShaping;

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
        var charge = ChargeOf(line);
        if (_tailStart is null && _head + charge <= headBytes)
        {
            _head += charge;
            return;
        }

        _tailStart ??= entry.Sequence;
        if (shapedTimeline && line.Raw.Length <= MostShaping)
        {
            _shaping.Add(entry.Sequence);
            return;
        }

        _tail += charge;
        if (_tail > tailBytes + Math.Min(Slack, tailBytes))
        {
            Trim(entries);
        }
    }

    /// <summary>The markers that the store does not have as they now are, and that stand wholly before <paramref name="stored"/>.</summary>
    public IReadOnlyList<JournalEntry> DropsBefore(long stored) =>
        [.. _drops.Values.Where(marker => ((OutputDropped)marker.Event).LastSequence < stored)];

    /// <summary>The store has this marker, unless it grew meanwhile.</summary>
    public void Confirm(JournalEntry marker)
    {
        if (_drops.TryGetValue(marker.Sequence, out var newest) && ReferenceEquals(newest, marker))
        {
            _drops.Remove(marker.Sequence);
        }
    }

    private static long ChargeOf(OutputLine line) => OutputKeep.Weight(line);

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
                _tail -= ChargeOf(line);
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
