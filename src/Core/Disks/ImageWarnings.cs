namespace Guestfs.Disks;

/// <summary>Doubts about an image's format. A guest can write any header into its raw disk (CVE-2010-3851).</summary>
internal static class ImageWarnings
{
    private static readonly string[] RawEndings = [".img", ".raw", ".dd", ".bin", ".iso"];

    /// <summary>For an image that will be opened as raw.</summary>
    public static string? ForRaw(string source, ImageInspection inspection) =>
        inspection.HeaderFormat != ImageFormats.Raw
            ? $"{Quoted.Text(source)} will be opened as raw, but its first bytes are those of a {inspection.HeaderFormat} image; choose {inspection.HeaderFormat} unless a guest wrote them."
            : ForForeign(source, inspection.Foreign);

    /// <summary>For an image in a list or a request, whose format goes by its header.</summary>
    public static string? ForListed(string source, ImageInspection inspection) =>
        inspection.HeaderFormat != ImageFormats.Raw && RawEndings.Contains(Path.GetExtension(source), StringComparer.OrdinalIgnoreCase)
            ? $"{Quoted.Text(source)} is named like a raw disk but its first bytes are those of a {inspection.HeaderFormat} image; if a guest may have written them, attach it as raw."
            : ForForeign(source, inspection.Foreign);

    /// <summary>LUKS is not foreign to a raw disk: the guest opens it itself.</summary>
    private static string? ForForeign(string source, string? foreign) =>
        foreign is null or "luks"
            ? null
            : $"{Quoted.Text(source)} looks like an image of the format {foreign}, which Guestfs attaches only as raw; convert it to qcow2 with qemu-img to see its contents.";
}
