using Guestfs.Disks;
using Guestfs.Journal;

namespace Guestfs.Web.ViewModels.NewBoot;

/// <summary>The chosen disks in the order they are added, which decides their names in the guest.</summary>
public static class DiskOrder
{
    /// <summary>The name the daemon gives the disk at a place: /dev/sda, ... /dev/sdz, /dev/sdaa (libguestfs lib/drives.c).</summary>
    public static string GuestName(int index)
    {
        var letters = "";
        for (var rest = index; rest >= 0; rest = (rest / 26) - 1)
        {
            letters = (char)('a' + (rest % 26)) + letters;
        }

        return $"/dev/sd{letters}";
    }

    /// <summary>Adds an image at the end, or takes it out when it is chosen already.</summary>
    public static BootRequest Toggle(BootRequest request, DiskImageInfo image) =>
        request.Disks.Any(disk => disk.Source == image.Source)
            ? request with { Disks = [.. request.Disks.Where(disk => disk.Source != image.Source)] }
            : request with { Disks = [.. request.Disks, new DiskRequest { Source = image.Source, Format = image.Format }] };

    public static BootRequest AddScratch(BootRequest request, int mebibytes) =>
        request with { Disks = [.. request.Disks, new DiskRequest { Source = FormattableString.Invariant($"scratch:{mebibytes}"), Format = "raw", Writable = true }] };

    public static BootRequest Remove(BootRequest request, int index) =>
        request with { Disks = [.. request.Disks.Where((_, at) => at != index)] };

    /// <summary>Moves a disk to another place; places beyond the ends are the ends.</summary>
    public static BootRequest Move(BootRequest request, int from, int to)
    {
        var disks = request.Disks.ToList();
        var disk = disks[from];
        disks.RemoveAt(from);
        disks.Insert(Math.Clamp(to, 0, disks.Count), disk);
        return request with { Disks = disks };
    }

    public static BootRequest Replace(BootRequest request, int index, DiskRequest disk) =>
        request with { Disks = [.. request.Disks.Select((other, at) => at == index ? disk : other)] };

    /// <summary>Whether the disk is an empty one that is thrown away, so that writing to it harms nothing.</summary>
    public static bool IsScratch(DiskRequest disk) => disk.Source.StartsWith("scratch:", StringComparison.Ordinal);
}
