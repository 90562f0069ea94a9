namespace Guestfs.Boots.Retention;

/// <summary>What retention knows of one stored boot.</summary>
/// <param name="OverAt">When it was over, or was imported; null while it is not over.</param>
/// <param name="Bytes">What its journal and summary take in the store once it is over.</param>
/// <param name="KeptBy">Who marked it Keep; null when it is not marked.</param>
/// <param name="AnnouncedFor">The instant before which retention promised not to remove it; null when nothing was announced.</param>
/// <param name="Shared">Whether a share of it is open.</param>
public sealed record StoredBoot(string BootId, DateTimeOffset? OverAt, long Bytes, string? KeptBy, DateTimeOffset? AnnouncedFor, bool Shared);

/// <summary>How many past boots are stored and what they take; those marked Keep are counted apart.</summary>
public sealed record StoredTotals(long Boots, long Bytes, long KeptBoots, long KeptBytes);

/// <summary>What the store takes on its disk.</summary>
/// <param name="Bytes">The whole file.</param>
/// <param name="Unused">The part of it that holds nothing and is filled or given back next.</param>
public sealed record StoreSpace(long Bytes, long Unused);
