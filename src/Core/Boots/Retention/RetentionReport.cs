namespace Guestfs.Boots.Retention;

/// <summary>How retention stands.</summary>
/// <param name="DueNow">How many boots the next sweep removes.</param>
/// <param name="DueSoon">How many more are removed within <see cref="RetentionLimits.Notice"/>.</param>
/// <param name="Announced">Those of them whose open shares hold them until they were announced for long enough, soonest first, at most 100.</param>
/// <param name="AnnouncedBoots">How many those are, also beyond 100.</param>
public sealed record RetentionReport(
    RetentionLimits Limits,
    StoredTotals Stored,
    StoreSpace Space,
    int DueNow,
    int DueSoon,
    IReadOnlyList<AnnouncedBoot> Announced,
    int AnnouncedBoots,
    SweepRecord? LastSweep,
    DateTimeOffset? NextSweep);

public sealed record AnnouncedBoot(string BootId, DateTimeOffset RemoveAt);

/// <summary>One boot as retention sees it.</summary>
/// <param name="KeptBy">Who marked it Keep; null when it is not marked.</param>
/// <param name="RemoveAt">When retention removes it, as far as that is known: its age decides, and a boot with open shares is announced first.</param>
/// <param name="Due">Whether that is so near that people are told.</param>
public sealed record BootRetention(string BootId, string? KeptBy, DateTimeOffset? RemoveAt, bool Due);
