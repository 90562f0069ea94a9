using Guestfs.Disks;

namespace Guestfs.Boots;

/// <summary>qemu names the file and the drive it was given, which may be a throw-away overlay; people know their disk.</summary>
internal static class DiskBlame
{
    /// <summary>The sentence for a line in which qemu refuses one of the disks, or null when it speaks of none.</summary>
    public static string? Of(string message, IReadOnlyList<PreparedDisk> disks)
    {
        foreach (var disk in disks)
        {
            if (EndOf(message, disk) is >= 0 and var end)
            {
                return $"qemu could not use the disk {disk.GuestName}, {disk.Source}: {ReasonIn(message[end..], disk)}. The guest was not started and no disk was written to. "
                    + "Check the image with qemu-img check, or boot with a good copy of it.";
            }
        }

        return null;
    }

    /// <summary>The place behind what names the disk, or -1.</summary>
    private static int EndOf(string message, PreparedDisk disk)
    {
        string[] names = [InOption(disk.QemuFile), disk.QemuFile, $"drive=hd{disk.Index}", $"id=hd{disk.Index}"];
        foreach (var name in names)
        {
            var at = message.IndexOf(name, StringComparison.Ordinal);
            if (at >= 0 && (at + name.Length == message.Length || !char.IsAsciiLetterOrDigit(message[at + name.Length])))
            {
                return at + name.Length;
            }
        }

        return -1;
    }

    private static string ReasonIn(string rest, PreparedDisk disk)
    {
        var colon = rest.IndexOf(": ", StringComparison.Ordinal);
        var reason = (colon < 0 ? "it gives no reason" : rest[(colon + 2)..]).Trim().TrimEnd('.', '?');
        return (disk.ImagePath is { } path ? reason.Replace(path, disk.Source, StringComparison.Ordinal) : reason).Replace(disk.QemuFile, disk.Source, StringComparison.Ordinal);
    }

    /// <summary>qemu's options double a comma.</summary>
    private static string InOption(string path) => path.Replace(",", ",,", StringComparison.Ordinal);
}
