using System.Text.Json;
using Guestfs.Journal;
using Guestfs.Pins;

namespace Guestfs.Imports.Records;

/// <summary>Reads the pins of a bundle. What no pin set in Guestfs could be is refused, and the bundle with it.</summary>
internal static class PinsReader
{
    private const int MostId = 1_000_000;

    /// <param name="journal">Of the boot they stand on.</param>
    /// <exception cref="ImportException">They cannot be taken in.</exception>
    public static IReadOnlyList<Pin> Read(ReadOnlySpan<byte> json, IEnumerable<JournalEntry> journal)
    {
        var pins = Parse(json);
        if (pins.Count > Pin.MostOfABoot)
        {
            throw Refused($"it has {pins.Count} pins, and a boot may have {Pin.MostOfABoot}");
        }

        var ids = new HashSet<int>();
        var lines = PinnedLines.Of(journal, pins.Select(static pin => pin?.Place?.Line).OfType<long>().ToHashSet());
        var letGo = PinnedLines.LetGo(journal, Missing(pins, lines));
        var taken = new List<Pin>(pins.Count);
        for (var i = 0; i < pins.Count; i++)
        {
            // A line may have been let go after it was pinned; the moment is still there.
            var pin = pins[i] is { Place: { Line: not null, Sequence: { } sequence } place } pinned && letGo.Contains(sequence) ? pinned with { Place = place.AsMoment() } : pins[i];
            if ((pin is null ? "is null" : Fault(pin, ids, lines)) is { } fault)
            {
                throw Refused($"pins[{i}] {fault}");
            }

            taken.Add(pin!);
        }

        return [.. taken.OrderBy(static pin => pin.Id)];
    }

    /// <summary>The sequences of pinned lines that the journal does not have.</summary>
    private static IEnumerable<long> Missing(IEnumerable<Pin?> pins, IReadOnlyDictionary<long, PinPlace> lines)
    {
        foreach (var pin in pins)
        {
            if (pin?.Place is { Line: { } line, Sequence: { } sequence } place && lines.GetValueOrDefault(line) != place)
            {
                yield return sequence;
            }
        }
    }

    private static IReadOnlyList<Pin> Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            var file = JsonSerializer.Deserialize<PinsFile>(json, JournalJson.Options) ?? throw new JsonException("It is null.");
            return file.Version == PinsFile.PresentVersion
                ? file.Pins
                : throw Refused($"its version is {file.Version} and this Guestfs reads version {PinsFile.PresentVersion}");
        }
        catch (Exception broken) when (broken is JsonException or NotSupportedException)
        {
            throw new ImportException($"{PinsFile.Name} cannot be read: {broken.Message} Nothing was imported.", broken);
        }
    }

    private static string? Fault(Pin pin, HashSet<int> ids, IReadOnlyDictionary<long, PinPlace> lines)
    {
        if (pin.Id is < 1 or > MostId || !ids.Add(pin.Id))
        {
            return $"has the id {pin.Id}; each needs one of its own from 1 to {MostId}";
        }

        return Text("text", pin.Text) ?? Text("createdBy", pin.CreatedBy) ?? Text("changedBy", pin.ChangedBy) ?? Fault(pin.Place, lines)
            ?? ((pin.ChangedBy is null) != (pin.ChangedAt is null) ? "has one of changedBy and changedAt without the other" : null)
            ?? (pin.CreatedAt.Year < 1971 || pin.ChangedAt?.Year < 1971 ? "was set before 1971" : null);
    }

    private static string? Fault(PinPlace place, IReadOnlyDictionary<long, PinPlace> lines) => place switch
    {
        { At: < 0 or > JournalCheck.LongestBoot } => $"stands at {place.At} ns, which is in no boot",
        { Line: null, Sequence: null } => null,
        { Line: { } line } when lines.GetValueOrDefault(line) == place => null,
        _ => "stands on a line that the journal does not have there",
    };

    private static string? Text(string name, string? text) =>
        text is null ? null
        : text.Trim() != text ? $"has blanks around its {name}"
        : PinText.Fault(text) is { } fault ? $"has a {name} that {fault}"
        : null;

    private static ImportException Refused(string reason) => new($"{PinsFile.Name} cannot be taken in: {reason}. Nothing was imported.");
}
