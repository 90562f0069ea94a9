using System.Globalization;
using Guestfs.Pins;

namespace Guestfs.Web.Components.Boot;

/// <summary>The words about a pin. wwwroot/live/pinwords.js says the same of what arrives later.</summary>
public static class PinWords
{
    /// <summary>Such as "line 120, at 1.23 s" or "at 1.23 s".</summary>
    public static string Place(PinPlace place) => place.Line is { } line
        ? string.Create(CultureInfo.InvariantCulture, $"line {line}, at {Durations.Text(place.At)}")
        : $"at {Durations.Text(place.At)}";

    /// <summary>What the last to write it is called.</summary>
    public static string By(Pin pin) => pin.ChangedBy ?? pin.CreatedBy;

    public static DateTimeOffset When(Pin pin) => pin.ChangedAt ?? pin.CreatedAt;
}
