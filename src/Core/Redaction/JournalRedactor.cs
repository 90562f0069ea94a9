using Guestfs.Journal;
using Guestfs.Timeline;

namespace Guestfs.Redaction;

/// <summary>
/// Takes out of a journal what a reader may not see, entry by entry, before anything folds or formats it. The same entries
/// give the same result: placeholders count from 1 in the order of the journal, which must be given from its first entry. A name is
/// known from the entry that gives it away; <see cref="Again"/> takes it out of those before, too.
/// Every entry stays, with its sequence and offset. Not for several threads.
/// </summary>
public sealed class JournalRedactor
{
    private readonly RedactionChoices _choices;
    private readonly Placeholders _placeholders;
    private readonly SecretScanner _scanner;
    private readonly EventRedactor _events;
    private readonly Dictionary<OutputSource, LineRedactor> _lines = [];
    private readonly ReadingTimes _times = new();
    private readonly LineWithholder? _withholder;
    private readonly bool _changesNothing;
    private bool _isLog;

    public JournalRedactor(RedactionChoices choices)
        : this(choices, new KnownSecrets(), new Placeholders())
    {
    }

    private JournalRedactor(RedactionChoices choices, KnownSecrets known, Placeholders placeholders)
    {
        _choices = choices;
        _placeholders = placeholders;
        _scanner = new SecretScanner(choices, known);
        _events = new EventRedactor(choices, _scanner, _placeholders);
        _withholder = choices.Console ? null : new LineWithholder();
        _changesNothing = choices == RedactionChoices.None;
    }

    /// <summary>How many texts of each kind were replaced so far.</summary>
    public IReadOnlyDictionary<RedactionKind, int> Counts => _placeholders.Counts;

    /// <summary>How many names were given away so far. What was redacted before the last of them may show it.</summary>
    public int Names => _scanner.Known.Count;

    /// <summary>
    /// One for the same journal from its first entry on, which knows from the start what this one has learned and gives each value the
    /// same word. This one is of no use any more.
    /// </summary>
    public JournalRedactor Again() => new(_choices, _scanner.Known, _placeholders.Again());

    public JournalEntry Redact(JournalEntry entry)
    {
        if (_changesNothing)
        {
            return entry;
        }

        _isLog |= entry.Event is LogImported;
        var redacted = _times.Keep(entry, entry with { Event = entry.Event is OutputLine line ? Redact(line) : _events.Redact(entry.Event) });
        return _withholder?.Withhold(redacted) ?? redacted;
    }

    /// <summary>Where an imported boot came from stands outside its journal; it is redacted after the first entry.</summary>
    public BootImport Redact(BootImport import) => _changesNothing ? import : _events.Redact(import);

    /// <summary>For texts beside the journal, with what it has given away so far.</summary>
    public AsideRedactor Aside() => new(_choices, _scanner.Aside(), _placeholders.Aside());

    private OutputLine Redact(OutputLine line)
    {
        // The lines of a log stand in the order in which they were printed, whoever the import took each for.
        var source = _isLog ? OutputSource.Console : line.Source;
        if (!_lines.TryGetValue(source, out var lines))
        {
            _lines[source] = lines = new LineRedactor(_scanner, _placeholders, new CommandBlock(_choices));
        }

        return line with { Raw = lines.Add(line.Raw.Span, line.Terminated) };
    }
}
