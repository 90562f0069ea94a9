using System.Text;
using System.Text.Json;
using Guestfs.Boots;
using Guestfs.Console;
using Guestfs.Journal;
using Guestfs.Pins;
using Guestfs.Redaction;
using Guestfs.Timeline;
using Guestfs.Web.Live;

namespace Guestfs.Web.Redaction;

/// <summary>Compares a journal with what redaction makes of it.</summary>
internal sealed class PreviewFold(RedactionChoices choices)
{
    private const int MostExamples = 300;
    private const int MostFacts = 200;
    private const int LongestText = 2000;

    private JournalRedactor _redactor = new(choices);
    private readonly LineFold _numbers = new();
    private readonly Dictionary<long, Pending> _pending = [];
    private readonly List<PreviewLine> _examples = [];
    private readonly Dictionary<(string, string), PreviewFact> _facts = [];
    private long _changed;
    private bool _importSeen;

    /// <summary>Takes the names out of an entry. Every entry is to be learned from before the first is added, as a share does it.</summary>
    public void Learn(JournalEntry entry) => _redactor.Redact(entry);

    /// <summary>Everything was learned from.</summary>
    public void Begin() => _redactor = _redactor.Again();

    /// <param name="import">Where an imported boot came from; redacted once, where a share does it.</param>
    public void Add(JournalEntry entry, BootImport? import)
    {
        var after = _redactor.Redact(entry);
        if (import is not null && !_importSeen)
        {
            _importSeen = true;
            Compare("imported", JsonSerializer.SerializeToElement(import, JournalJson.Options), JsonSerializer.SerializeToElement(_redactor.Redact(import), JournalJson.Options));
        }

        var number = _numbers.Add(entry.Event)?.Number;
        if (entry.Event is OutputLine line)
        {
            AddLine(number!.Value, line, after.Event as OutputLine);
        }
        else if (!ReferenceEquals(entry.Event, after.Event))
        {
            Compare(
                entry.Event.GetType().Name,
                JsonSerializer.SerializeToElement(entry.Event, JournalJson.Options),
                JsonSerializer.SerializeToElement(after.Event, JournalJson.Options));
        }
    }

    /// <summary>After the journal, with all that it gave away.</summary>
    public void Add(IReadOnlyList<Pin> pins)
    {
        foreach (var (before, after) in pins.Zip(new RedactedPins(choices).Of(pins, _redactor)))
        {
            Compare($"pin {before.Id}", JsonSerializer.SerializeToElement(before.Text, JournalJson.Options), JsonSerializer.SerializeToElement(after.Text, JournalJson.Options));
        }
    }

    public RedactionPreview Preview()
    {
        foreach (var (number, line) in _pending.ToList())
        {
            End(number, line);
        }

        return new RedactionPreview(_redactor.Counts, _numbers.Count, _changed, [.. _examples.OrderBy(static line => line.Number)], [.. _facts.Values]);
    }

    private void AddLine(long number, OutputLine before, OutputLine? after)
    {
        if (!_pending.TryGetValue(number, out var line))
        {
            _pending[number] = line = new Pending(before.Source.ToString().ToLowerInvariant(), after is null);
        }

        Append(line.Before, before);
        if (after is not null)
        {
            Append(line.After, after);
        }

        if (before.Terminated)
        {
            End(number, line);
        }
    }

    private static void Append(StringBuilder text, OutputLine line)
    {
        if (text.Length <= LongestText)
        {
            text.Append(AnsiText.ToPlain(line.Raw.Span[..Math.Min(line.Raw.Length, 4 * LongestText)]));
        }
    }

    private void End(long number, Pending line)
    {
        _pending.Remove(number);
        var before = line.Before.ToString();
        var after = line.Withheld ? null : line.After.ToString();
        if (after != before)
        {
            _changed++;
            if (_examples.Count < MostExamples)
            {
                _examples.Add(new PreviewLine(number, line.Source, Cut(before), after is null ? null : Cut(after)));
            }
        }
    }

    private void Compare(string name, JsonElement before, JsonElement after)
    {
        if (before.ValueKind == JsonValueKind.Object && after.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in before.EnumerateObject())
            {
                Compare($"{name}.{member.Name}", member.Value, after.TryGetProperty(member.Name, out var other) ? other : default);
            }
        }
        else if (before.ValueKind == JsonValueKind.Array && after.ValueKind == JsonValueKind.Array && before.GetArrayLength() == after.GetArrayLength())
        {
            foreach (var (one, other) in before.EnumerateArray().Zip(after.EnumerateArray()))
            {
                Compare(name, one, other);
            }
        }
        else if (_facts.Count < MostFacts && before.ToString() is { Length: > 0 } text && text != after.ToString())
        {
            _facts.TryAdd((name, text), new PreviewFact(name, Cut(text), Cut(after.ToString())));
        }
    }

    private static string Cut(string text) => text.Length > LongestText ? text[..LongestText] + "…" : text;

    private sealed record Pending(string Source, bool Withheld)
    {
        public StringBuilder Before { get; } = new();

        public StringBuilder After { get; } = new();
    }
}
