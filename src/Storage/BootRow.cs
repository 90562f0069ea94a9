using Guestfs.Journal;

namespace Guestfs.Storage;

/// <summary>One boot: only what lists filter, sort and search by, so that scanning 100,000 of them stays cheap.</summary>
internal sealed class BootRow
{
    public required string Id { get; set; }

    public string? RequestId { get; set; }

    public BootStatus Status { get; set; }

    public string? Stage { get; set; }

    public string? Accelerator { get; set; }

    public string? Label { get; set; }

    /// <summary>Milliseconds since 1970, UTC. SQLite cannot compare DateTimeOffset.</summary>
    public long RequestedAt { get; set; }

    /// <summary>Nanoseconds.</summary>
    public long Total { get; set; }

    /// <summary>The boot's place in the order in which boots were over, from 1; null while it is not.</summary>
    public long? EndOrder { get; set; }

    /// <summary>True when the journal holds its last event.</summary>
    public bool HasEnd { get; set; }

    /// <summary>The sequence the next entry must have.</summary>
    public long NextSequence { get; set; }

    /// <summary>When the boot was over, or was imported; null while it is not.</summary>
    public long? OverAt { get; set; }

    /// <summary>What its journal and summary take, once it is over.</summary>
    public long Bytes { get; set; }

    /// <summary>Who marked it Keep; null when it is not marked.</summary>
    public string? KeptBy { get; set; }

    /// <summary>The instant before which retention promised not to remove it.</summary>
    public long? AnnouncedFor { get; set; }

    /// <summary>The last id given to a pin; pins that were removed keep theirs.</summary>
    public int LastPin { get; set; }

    /// <summary>Everything a text search looks at, lower-case, one field a line.</summary>
    public string Search { get; set; } = "";

    public required SummaryRow Summary { get; set; }
}
