using Guestfs.Journal;

namespace Guestfs.Disks;

/// <summary>Requested disks with every format said.</summary>
/// <param name="Disks">In their order; a disk that is refused keeps what was asked.</param>
/// <param name="ByHeader">The places of the images whose format the request left to their header.</param>
public sealed record SettledDisks(IReadOnlyList<DiskRequest> Disks, IReadOnlyList<int> ByHeader, IReadOnlyList<DiskFinding> Findings)
{
    public IReadOnlyList<string> Refusals => [.. Findings.Where(static finding => finding.Refuses).Select(static finding => finding.Sentence)];

    /// <summary>Each format that a header decided. Disks go by what the guest calls them, since names of images are not for every reader.</summary>
    public IEnumerable<Decision> Decisions => ByHeader.Select(index => new Decision(
        "disk format",
        Disks[index].Format ?? ImageFormats.Raw,
        $"{DiskNames.GuestName(index)} was asked for without a format, so its header decided. A guest can write any header into a raw disk; ask for raw where one may have."));
}
