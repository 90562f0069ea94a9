namespace Guestfs.Disks;

/// <summary>The names the guest gives disks, by order: sda to sdz, sdaa to sdzz and so on.</summary>
public static class DiskNames
{
    /// <summary>Counts from 0 (libguestfs lib/drives.c, guestfs_int_drive_name).</summary>
    public static string GuestName(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        string letters = "";
        for (int rest = index; rest >= 0; rest = (rest / 26) - 1)
        {
            letters = (char)('a' + (rest % 26)) + letters;
        }

        return "/dev/sd" + letters;
    }
}
