using Guestfs.Journal;

namespace Guestfs.Timeline;

/// <summary>One row of the boots list: a fold of the whole journal, kept beside it so that lists never read journals.</summary>
public sealed record BootSummary
{
    /// <summary>A row of a list tells boots apart by a few disks; all of them are among the facts.</summary>
    public const int MostDisks = 4;

    /// <summary>Ten lower-case base32 characters.</summary>
    public required string Id { get; init; }

    public string? RequestId { get; init; }

    /// <summary>Set when the boot was imported and did not run here. It stands outside the journal, which stays as it was.</summary>
    public BootImport? Imported { get; init; }

    public string? Title { get; init; }

    public string? Label { get; init; }

    public BootStatus Status { get; init; }

    /// <summary>One sentence on how the boot stands or ended.</summary>
    public string Sentence { get; init; } = "";

    /// <summary>The stage the boot is in, or in which it ended.</summary>
    public string? Stage { get; init; }

    public string RequestedBy { get; init; } = "";

    public DateTimeOffset RequestedAt { get; init; }

    /// <summary>Nanoseconds from the request to the launch flag, null when it never came.</summary>
    public long? ReadyAfter { get; init; }

    /// <summary>Nanoseconds from the request to the last entry.</summary>
    public long Total { get; init; }

    /// <summary>Nothing in the log that was imported tells time: stages have an order, and no length that could be shown.</summary>
    public bool OrderOnly { get; init; }

    /// <summary>Every stage in order, for the mini strip.</summary>
    public IReadOnlyList<StageSpan> Stages { get; init; } = [];

    public string Host { get; init; } = "";

    /// <summary>The guest kernel's release, from its first line.</summary>
    public string? GuestKernel { get; init; }

    public string? Qemu { get; init; }

    /// <summary>kvm or tcg, of the last attempt.</summary>
    public string? Accelerator { get; init; }

    public int DiskCount { get; init; }

    /// <summary>What the first disks were called in the request, at most <see cref="MostDisks"/>; empty for boots stored before it was noted.</summary>
    public IReadOnlyList<string> Disks { get; init; } = [];

    public int Attempts { get; init; }

    /// <summary>The number of entries in the journal.</summary>
    public long Entries { get; init; }

    public long ConsoleBytes { get; init; }

    public long? PeakMemoryKiB { get; init; }
}

/// <param name="Duration">Nanoseconds; for the open stage, up to the last entry.</param>
public sealed record StageSpan(string Name, int Attempt, long Start, long Duration);

/// <summary>Where an imported boot came from. Such a boot has the status imported and takes part in no baseline.</summary>
/// <param name="File">What was imported was called this, if it had a name.</param>
/// <param name="Kind">log, bundle or journal.</param>
/// <param name="Outcome">How the boot itself went.</param>
public sealed record BootImport(string? File, string Kind, DateTimeOffset At, string By, BootStatus Outcome)
{
    /// <summary>Of the bytes as they were given, 64 lower-case hex digits; null for boots imported before it was noted, and for readers who do not see it.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The boot's place among those of the same import, from 0.</summary>
    public int Place { get; init; }
}
