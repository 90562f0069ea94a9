using Guestfs.Console;
using Guestfs.Journal;

namespace Guestfs.Pins;

/// <summary>Finds where lines stand that pins are on.</summary>
public static class PinnedLines
{
    /// <returns>Null when no line has the number, also when it was let go.</returns>
    public static async Task<PinPlace?> FindAsync(IAsyncEnumerable<JournalEntry> journal, long number, CancellationToken cancellationToken)
    {
        var numbers = new LineNumbers();
        await foreach (var entry in journal.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (entry.Event is OutputLine line && numbers.Add(line) == number)
            {
                return new PinPlace(entry.Offset, number, entry.Sequence);
            }

            if (entry.Event is OutputDropped dropped)
            {
                numbers.Add(dropped);
            }

            if (numbers.Count > number)
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>The places of the wanted lines that a journal has, by number.</summary>
    public static IReadOnlyDictionary<long, PinPlace> Of(IEnumerable<JournalEntry> journal, IReadOnlySet<long> wanted)
    {
        ArgumentNullException.ThrowIfNull(journal);
        var numbers = new LineNumbers();
        var places = new Dictionary<long, PinPlace>();
        foreach (var entry in journal)
        {
            if (entry.Event is OutputLine line && numbers.Add(line) is var number && wanted.Contains(number))
            {
                places.TryAdd(number, new PinPlace(entry.Offset, number, entry.Sequence));
            }
            else if (entry.Event is OutputDropped dropped)
            {
                numbers.Add(dropped);
            }
        }

        return places;
    }

    /// <summary>Those of the sequences that stand for lines which were let go.</summary>
    public static IReadOnlySet<long> LetGo(IEnumerable<JournalEntry> journal, IEnumerable<long> sequences)
    {
        ArgumentNullException.ThrowIfNull(journal);
        var wanted = new SortedSet<long>(sequences);
        var gone = new HashSet<long>();
        if (wanted.Count > 0)
        {
            foreach (var dropped in journal.Select(static entry => entry.Event).OfType<OutputDropped>())
            {
                gone.UnionWith(wanted.GetViewBetween(dropped.FirstSequence, dropped.LastSequence));
            }
        }

        return gone;
    }
}
