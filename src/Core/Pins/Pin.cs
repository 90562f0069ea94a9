namespace Guestfs.Pins;

/// <summary>
/// A short text that a person put on a moment or a line of a boot, to say "look here". It stands beside the journal and never
/// changes it, so a boot's record and its hashes are the same with pins and without.
/// </summary>
public sealed record Pin
{
    /// <summary>How many a boot may have.</summary>
    public const int MostOfABoot = 100;

    /// <summary>Counts from 1 within its boot and is given once, so that a link to a pin never leads to another.</summary>
    public required int Id { get; init; }

    public required PinPlace Place { get; init; }

    /// <summary>1 to <see cref="PinText.Most"/> characters on one line; see <see cref="PinText"/>.</summary>
    public required string Text { get; init; }

    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who last wrote another text; null while it is the first.</summary>
    public string? ChangedBy { get; init; }

    public DateTimeOffset? ChangedAt { get; init; }
}

/// <summary>Where a pin stands: at a moment or, when it has a line, on that line.</summary>
/// <param name="At">Nanoseconds since the request; of a line, when its first byte came.</param>
/// <param name="Line">The number by which pages show the line and links name it.</param>
/// <param name="Sequence">The entry that begins the line.</param>
public sealed record PinPlace(long At, long? Line = null, long? Sequence = null)
{
    /// <summary>The same place for a reader who may not see lines.</summary>
    public PinPlace AsMoment() => new(At);
}
