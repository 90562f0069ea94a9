using Guestfs.Journal;

namespace Guestfs.Disks;

/// <summary>A requested disk that was looked at and, for an image, is held open.</summary>
/// <param name="Request">With its format said, also where the one who asked left it to the header.</param>
internal sealed record ExaminedDisk(
    int Index,
    DiskRequest Request,
    long VirtualSize,
    ImageFile? File = null,
    ImageInspection? Inspection = null)
{
    public string Format => Request.Format ?? ImageFormats.Raw;

    public bool Uses(FileIdentity identity) =>
        File?.Identity == identity || Inspection?.Links.Any(link => link.Identity == identity) == true;
}

/// <summary>All requested disks with everything found about them.</summary>
internal sealed class ExaminedDisks : IDisposable
{
    private readonly List<ExaminedDisk> _disks = [];
    private readonly List<DiskFinding> _findings = [];

    public IReadOnlyList<ExaminedDisk> Disks => _disks;

    public IReadOnlyList<DiskFinding> Findings => _findings;

    public void Add(ExaminedDisk disk) => _disks.Add(disk);

    public void Refuse(int index, string sentence) => Report(index, sentence, refuses: true);

    public void RefuseIf(int index, string? sentence)
    {
        if (sentence is not null)
        {
            Refuse(index, sentence);
        }
    }

    public void Warn(int index, string sentence) => Report(index, sentence, refuses: false);

    public void Dispose() => _disks.ForEach(static disk => disk.File?.Dispose());

    private void Report(int index, string sentence, bool refuses) =>
        _findings.Add(new DiskFinding(index, refuses, index < 0 ? sentence : $"{DiskNames.GuestName(index)}: {sentence}"));
}
