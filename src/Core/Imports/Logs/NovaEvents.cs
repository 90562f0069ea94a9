namespace Guestfs.Imports.Logs;

/// <summary>
/// libguestfs's events as OpenStack's nova-compute logs them when its option <c>[guestfs] debug</c> is set
/// (nova/virt/disk/vfs/guestfs.py): <c>… event=library eh=0 buf='launch: program=…' array=[]</c>, without the words that libguestfs
/// itself would put before them.
/// </summary>
internal static class NovaEvents
{
    /// <summary>In words, for the page.</summary>
    public const string Name = "nova's events";

    public const string Pattern = @"^(?:\d{1,10} )?(?:[A-Z]{4,8} [\w.]{1,120} (?:\[[^\]]{0,250}\] )?)?event=(?<event>[a-z]{1,20}) eh=\d{1,6} buf=['""]";

    private static ReadOnlySpan<byte> End => "' array=["u8;

    /// <param name="raw">What follows the opening quote.</param>
    /// <param name="kind">The event's name.</param>
    public static ReadOnlyMemory<byte> Text(ReadOnlyMemory<byte> raw, ReadOnlySpan<char> kind)
    {
        var prefix = kind switch { "library" => "libguestfs: "u8, "trace" => "libguestfs: trace: "u8, "warning" => "libguestfs: warning: "u8, _ => [] };

        // The guest's output may go on in lines of its own, of which the last has the end.
        var end = raw.Span.LastIndexOf(End);
        return prefix.IsEmpty && end < 0 ? raw : (byte[])[.. prefix, .. end < 0 ? raw.Span : raw.Span[..end], .. end < 0 ? [] : "\n"u8];
    }
}
