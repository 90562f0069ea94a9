using Guestfs.Journal;
using Guestfs.Redaction;
using Guestfs.Timeline;

namespace Guestfs.Boots;

/// <summary>What the readers of a redacted boot are given, and the redactor that made it. Keeps no more output than the boot itself does.</summary>
internal sealed class RedactedEntries(JournalRedactor redactor, OutputBudget budget)
{
    private readonly WithheldLines _withheld = new();

    public JournalRedactor Redactor => redactor;

    /// <summary>How many names were known before the first entry.</summary>
    public int Names { get; } = redactor.Names;

    public List<JournalEntry> Entries { get; } = [];

    public BootFold Fold { get; } = new();

    public long Next { get; private set; }

    /// <summary>What stands for the last lines when they were left out and nothing followed them.</summary>
    public JournalEntry? Rest => _withheld.Rest;

    /// <param name="entry">Redacted.</param>
    public void Add(JournalEntry entry)
    {
        Entries.AddRange(_withheld.Keep(entry));
        var changes = Fold.Add(entry);
        if (entry.Event is OutputLine line)
        {
            budget.Add(entry, line, changes.Count > 0, Entries);
        }

        Next = LiveJournal.EndOf(entry);
    }

    /// <summary>Reads a boot to its present end, so that its names are known, also where they stand before what gives them away.</summary>
    public async Task<RedactedEntries> LearnAsync(IBootEngine engine, string bootId, BootImport? import, Func<OutputBudget> newBudget, Lock redacting, CancellationToken cancellationToken)
    {
        await foreach (var entry in engine.WatchAsync(bootId, 0, follow: false, cancellationToken).ConfigureAwait(false))
        {
            lock (redacting)
            {
                redactor.Redact(entry);
            }
        }

        lock (redacting)
        {
            _ = import is null ? null : redactor.Redact(import);
            return new RedactedEntries(redactor.Again(), newBudget());
        }
    }

    /// <summary>Redacts all that was added anew, with what is known now.</summary>
    public async Task<RedactedEntries> RenewAsync(IBootEngine engine, string bootId, Func<OutputBudget> newBudget, Lock redacting, CancellationToken cancellationToken)
    {
        var renewed = new RedactedEntries(redactor.Again(), newBudget());
        await foreach (var entry in engine.WatchAsync(bootId, 0, follow: false, cancellationToken).ConfigureAwait(false))
        {
            if (entry.Sequence >= Next)
            {
                break;
            }

            lock (redacting)
            {
                renewed.Add(renewed.Redactor.Redact(entry));
            }
        }

        return renewed;
    }

    /// <summary>True when a reader could not tell these from those.</summary>
    public bool AreEqual(RedactedEntries other) =>
        Entries.Count == other.Entries.Count && Entries.Zip(other.Entries).All(static pair => AreEqual(pair.First, pair.Second));

    private static bool AreEqual(JournalEntry one, JournalEntry other) =>
        one.Event is OutputLine line && other.Event is OutputLine same
            ? one.Sequence == other.Sequence && line.Raw.Span.SequenceEqual(same.Raw.Span)
            : JournalJson.Write(one).AsSpan().SequenceEqual(JournalJson.Write(other));
}
