using System.Text;
using Guestfs.Exports;

namespace Guestfs.Web.Exports.Bundle;

/// <summary>What someone needs to know who opens a bundle and has never seen one.</summary>
internal static class BundleReadme
{
    public static byte[] Of(ExportedBoot boot, bool showsConsole)
    {
        var text = new StringBuilder();
        text.Append("This is a boot of the libguestfs appliance, recorded by Guestfs.\n\n");
        text.Append("  Boot    ").Append(boot.Summary.Id).Append('\n');
        text.Append("  Status  ").Append(boot.Status).Append("\n\n");
        text.Append("Open boot.html in a browser first: it shows everything and needs no network.\n\nFiles\n\n");
        foreach (var format in ExportFormats.Bundled.Where(format => showsConsole || !format.ShowsOutput))
        {
            Line(text, format.Suffix, format.Purpose);
        }

        if (showsConsole)
        {
            Line(text, "console-text.txt", "The console without escape sequences");
            Line(text, "logs/*.log", "What each program printed, every byte as it came");
        }

        Line(text, BundleWriter.ManifestName, "Versions, and the SHA-256 of every other file");
        text.Append(showsConsole
            ? "\nTo see it in another Guestfs, drop the whole zip on its Import page.\n"
            : "\nIt was taken from a link that does not show the console, so no output is in it.\n");
        text.Append("Times are counted from the request; docs/exports.md of Guestfs describes each file.\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Line(StringBuilder text, string name, string purpose) => text.Append("  ").Append(name.PadRight(18)).Append(purpose).Append('\n');
}
