using Guestfs.Journal;

namespace Guestfs.Disks;

/// <summary>
/// The disks of one boot. The images stay open until this is disposed, so that no other file can take their identity;
/// the files made for the boot are the caller's to delete with its scratch directory.
/// </summary>
public sealed class PreparedDisks : IDisposable
{
    private readonly DiskRequestCheck _check;
    private readonly IReadOnlyList<DiskRequest> _requests;
    private readonly ExaminedDisks _examined;

    internal PreparedDisks(
        DiskRequestCheck check,
        IReadOnlyList<DiskRequest> requests,
        ExaminedDisks examined,
        IReadOnlyList<PreparedDisk> disks)
    {
        _check = check;
        _requests = requests;
        _examined = examined;
        Disks = disks;
    }

    public IReadOnlyList<PreparedDisk> Disks { get; }

    /// <summary>Doubts that did not stop the boot, one sentence each.</summary>
    public IReadOnlyList<string> Warnings =>
        [.. _examined.Findings.Where(static finding => !finding.Refuses).Select(static finding => finding.Sentence)];

    /// <summary>
    /// Looks at every image and everything it names once more, to be asked just before qemu starts: qemu opens images by
    /// path, so one that was swapped since it was checked must not reach it. A swap within the few milliseconds between
    /// this and qemu's own open is not noticed; it takes someone who may write below the roots, and qemu's sandbox and
    /// user bound what it can reach.
    /// </summary>
    /// <param name="change">One sentence when the result is false.</param>
    public bool StillSame(out string? change)
    {
        using ExaminedDisks now = _check.Examine(_requests);
        change = now.Findings.FirstOrDefault(static finding => finding.Refuses)?.Sentence;
        foreach (ExaminedDisk then in _examined.Disks)
        {
            ExaminedDisk? other = now.Disks.FirstOrDefault(disk => disk.Index == then.Index);
            if (change is null && !IsSame(then, other))
            {
                change = $"{DiskNames.GuestName(then.Index)}: {Quoted.Text(then.Request.Source)} or an image below it was replaced while the boot was prepared; start the boot again.";
            }
        }

        return change is null;
    }

    public void Dispose() => _examined.Dispose();

    private static bool IsSame(ExaminedDisk then, ExaminedDisk? now) =>
        now is not null
        && then.VirtualSize == now.VirtualSize
        && then.File?.Identity == now.File?.Identity
        && then.File?.RealPath == now.File?.RealPath
        && (then.Inspection?.Links ?? []).SequenceEqual(now.Inspection?.Links ?? []);
}
