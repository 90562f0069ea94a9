namespace Guestfs.Pins;

/// <summary>The pins of a boot as a file: <c>{"version":1,"pins":[{"id":1,"place":{"at":…},"text":…,"createdBy":…,"createdAt":…}]}</c>.</summary>
public sealed record PinsFile(int Version, IReadOnlyList<Pin> Pins)
{
    public const string Name = "pins.json";

    public const int PresentVersion = 1;

    public static PinsFile Of(IReadOnlyList<Pin> pins) => new(PresentVersion, pins);
}
