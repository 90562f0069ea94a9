using System.Text;
using Guestfs.Journal;

namespace Guestfs.Disks;

/// <summary>One thing about a requested disk.</summary>
/// <param name="Index">The disk's place from 0, or -1 when it concerns all of them.</param>
/// <param name="Refuses">False for a warning.</param>
/// <param name="Sentence">Names the disk, what is wrong and what to do.</param>
public sealed record DiskFinding(int Index, bool Refuses, string Sentence);

/// <summary>Looks at requested disks without changing anything and says everything at once.</summary>
public sealed class DiskRequestCheck(DiskRoots roots)
{
    /// <summary>256 targets of one virtio-scsi bus, less the appliance's own disk.</summary>
    public const int MaxDisks = 255;

    private const int MaxLabelLength = 20;

    public IReadOnlyList<DiskFinding> Check(IReadOnlyList<DiskRequest> disks)
    {
        using ExaminedDisks examined = Examine(disks);
        return examined.Findings;
    }

    /// <summary>The disks with every format said, so that nothing which happens to an image later changes how it is opened.</summary>
    public SettledDisks Settle(IReadOnlyList<DiskRequest> disks)
    {
        using ExaminedDisks examined = Examine(disks);
        return new SettledDisks(
            [.. disks.Select((disk, index) => examined.Disks.FirstOrDefault(known => known.Index == index)?.Request ?? disk)],
            [.. examined.Disks.Where(known => known.File is not null && disks[known.Index].Format is null).Select(static known => known.Index)],
            examined.Findings);
    }

    internal ExaminedDisks Examine(IReadOnlyList<DiskRequest> disks)
    {
        var examined = new ExaminedDisks();
        if (disks.Count > MaxDisks)
        {
            examined.Refuse(-1, $"{disks.Count} disks are too many: an appliance takes {MaxDisks}; boot with fewer.");
            return examined;
        }

        var inspector = new ImageInspector(roots);
        var users = new ImageUsers();
        for (int index = 0; index < disks.Count; index++)
        {
            DiskRequest disk = disks[index];
            CheckOptions(examined, index, disk);
            if (ScratchSize.IsScratch(disk.Source))
            {
                CheckScratch(examined, index, disk);
            }
            else if (IsKnown(disk.Format))
            {
                CheckImage(examined, index, disk, inspector, users);
            }
        }

        CheckTogether(examined, disks);
        return examined;
    }

    /// <summary>Whether a format can be opened, or is left to the header.</summary>
    private static bool IsKnown(string? format) => format is null || ImageFormats.All.Contains(format);

    private static void CheckOptions(ExaminedDisks examined, int index, DiskRequest disk)
    {
        if (!IsKnown(disk.Format))
        {
            examined.Refuse(index, $"the format {Quoted.Text(disk.Format!)} is not one of {string.Join(", ", ImageFormats.All)}.");
        }

        if (disk.DiskLabel is { } label && (label.Length is 0 or > MaxLabelLength || !label.All(char.IsAsciiLetter)))
        {
            examined.Refuse(index, $"the label {Quoted.Text(label)} is not made of 1 to {MaxLabelLength} letters A-Z and a-z.");
        }

        if (disk.BlockSize is not (null or 512 or 4096))
        {
            examined.Refuse(index, $"the block size {disk.BlockSize} is neither 512 nor 4096.");
        }
    }

    private static void CheckScratch(ExaminedDisks examined, int index, DiskRequest disk)
    {
        if (!ScratchSize.TryParse(disk.Source, out long bytes, out string? problem))
        {
            examined.Refuse(index, problem!);
        }
        else if (disk.Format is not (null or ImageFormats.Raw))
        {
            examined.Refuse(index, $"a scratch disk is always raw, not {Quoted.Text(disk.Format)}.");
        }
        else
        {
            examined.Add(new ExaminedDisk(index, disk with { Format = ImageFormats.Raw }, bytes));
        }
    }

    private void CheckImage(ExaminedDisks examined, int index, DiskRequest disk, ImageInspector inspector, ImageUsers users)
    {
        ImageFile file;
        try
        {
            file = roots.Open(disk.Source);
        }
        catch (DiskException problem)
        {
            examined.Refuse(index, problem.Message);
            return;
        }

        ImageInspection inspection = inspector.Inspect(file, disk.Format);
        examined.Add(new ExaminedDisk(index, disk with { Format = inspection.Format }, inspection.VirtualSize ?? 0, file, inspection));
        examined.RefuseIf(index, inspection.Problem);
        foreach (string warning in inspection.Warnings)
        {
            examined.Warn(index, warning);
        }

        string? doubt = disk.Format switch
        {
            null => ImageWarnings.ForListed(file.Source, inspection),
            ImageFormats.Raw => ImageWarnings.ForRaw(file.Source, inspection),
            _ => null,
        };
        if (doubt is not null)
        {
            examined.Warn(index, doubt);
        }

        CheckUse(examined, index, disk, file, inspection, users.Find(file));
    }

    private static void CheckUse(
        ExaminedDisks examined,
        int index,
        DiskRequest disk,
        ImageFile file,
        ImageInspection inspection,
        string? user)
    {
        string name = Quoted.Text(file.Source);
        if (!disk.Writable)
        {
            if (user is not null)
            {
                examined.Warn(index, $"{name} is in use by {user}; read-only is safe, but what the appliance sees may be out of date or inconsistent.");
            }

            if (inspection.VirtualSize > Qcow2Overlay.MaxVirtualSize)
            {
                examined.Refuse(index, $"{name} is larger than the 2 PiB an overlay can cover.");
            }

            if (Encoding.UTF8.GetByteCount(file.RealPath) > Qcow2Overlay.MaxBackingName)
            {
                examined.Refuse(index, $"{name} has a path longer than the {Qcow2Overlay.MaxBackingName} bytes an overlay can name; move it to a shorter one.");
            }

            return;
        }

        examined.RefuseIf(index, inspection.WriteProblem is { } problem ? $"{problem.TrimEnd('.')}, so it can only be attached read-only." : null);
        if (user is not null)
        {
            examined.Refuse(index, $"{name} is in use by {user}; writing to it too would destroy it, so attach it read-only or stop that program.");
        }

        if (!file.CanWrite)
        {
            examined.Refuse(index, $"{name} may not be written by the user Guestfs runs as (uid {Libc.EffectiveUser()}); attach it read-only or change its mode or owner.");
        }
    }

    /// <summary>A file that is written may have no other part in the same boot.</summary>
    private static void CheckTogether(ExaminedDisks examined, IReadOnlyList<DiskRequest> disks)
    {
        foreach (ExaminedDisk written in examined.Disks.Where(static disk => disk.File is not null && disk.Request.Writable))
        {
            FileIdentity identity = written.File!.Identity;
            foreach (ExaminedDisk other in examined.Disks.Where(disk => disk.Index != written.Index && disk.Uses(identity)))
            {
                if (other.Index > written.Index || !(other.Request.Writable && other.File?.Identity == identity))
                {
                    examined.Refuse(
                        written.Index,
                        $"{Quoted.Text(written.File.Source)} would be written while {DiskNames.GuestName(other.Index)} uses it too; attach it once, or read-only.");
                }
            }
        }

        foreach (IGrouping<string, int> same in disks
            .Select(static (disk, index) => (disk.DiskLabel, Index: index))
            .Where(static disk => disk.DiskLabel is not null)
            .GroupBy(static disk => disk.DiskLabel!, static disk => disk.Index)
            .Where(static group => group.Count() > 1))
        {
            examined.Warn(same.Last(), $"the label {Quoted.Text(same.Key)} is given to {same.Count()} disks, and /dev/disk/guestfs shows only one of them.");
        }
    }
}
