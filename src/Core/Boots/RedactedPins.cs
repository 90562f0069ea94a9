using Guestfs.Pins;
using Guestfs.Redaction;

namespace Guestfs.Boots;

/// <summary>Pins as the readers of a share may see them. Not for several threads.</summary>
public sealed class RedactedPins(RedactionChoices choices)
{
    private IReadOnlyList<Pin> _from = [];
    private IReadOnlyList<Pin> _to = [];
    private int _names;

    public IReadOnlyList<Pin> Of(IReadOnlyList<Pin> pins, JournalRedactor journal)
    {
        if (!ReferenceEquals(pins, _from) || _names != journal.Names)
        {
            (_from, _to, _names) = (pins, Redact(pins, journal.Aside()), journal.Names);
        }

        return _to;
    }

    private List<Pin> Redact(IReadOnlyList<Pin> pins, AsideRedactor redactor)
    {
        // People first: a pin may name who set another.
        var named = pins.Select(pin => pin with
        {
            Place = choices.Console ? pin.Place : pin.Place.AsMoment(),
            CreatedBy = redactor.Name(pin.CreatedBy),
            ChangedBy = pin.ChangedBy is { } by ? redactor.Name(by) : null,
        }).ToList();
        return [.. named.Select(pin => pin with { Text = redactor.Text(pin.Text) })];
    }
}
