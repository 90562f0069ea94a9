namespace Guestfs.Disks;

/// <summary>The formats a disk may have, by qemu's names.</summary>
public static class ImageFormats
{
    public const string Raw = "raw";
    public const string Qcow2 = "qcow2";
    public const string Vmdk = "vmdk";
    public const string Vdi = "vdi";
    public const string Vhdx = "vhdx";

    public static IReadOnlyList<string> All { get; } = [Raw, Qcow2, Vmdk, Vdi, Vhdx];
}
