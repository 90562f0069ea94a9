using System.Text.RegularExpressions;

namespace Guestfs.Imports.Logs;

/// <summary>
/// libguestfs's events as OpenStack's nova-compute logs them when its option <c>[guestfs] debug</c> is set
/// (nova/virt/disk/vfs/guestfs.py): <c>… event=library eh=0 buf='launch: program=…' array=[]</c>, without the words that libguestfs
/// itself would put before them.
/// </summary>
internal static class NovaEvents
{
    public const string Pattern = @"^(?:\d{1,10} )?(?:[A-Z]{4,8} [\w.]{1,120} (?:\[[^\]]{0,250}\] )?)?event=(?<event>[a-z]{1,20}) eh=\d{1,6} buf=['""]";

    private static ReadOnlySpan<byte> End => "' array=["u8;

    /// <param name="match">Without success on the further lines of the guest's output, of which the last has the end.</param>
    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> raw, Match match)
    {
        var prefix = match.Groups["event"].ValueSpan switch { "library" => "libguestfs: "u8, "trace" => "libguestfs: trace: "u8, "warning" => "libguestfs: warning: "u8, _ => [] };
        var text = raw[match.Length..];
        var end = text.Span.LastIndexOf(End);
        return prefix.IsEmpty && end < 0 ? text : (byte[])[.. prefix, .. end < 0 ? text.Span : text.Span[..end], .. end < 0 ? [] : "\n"u8];
    }
}
