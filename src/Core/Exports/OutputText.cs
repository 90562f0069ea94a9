using System.Buffers;
using System.Globalization;
using Guestfs.Console;
using Guestfs.Journal;

namespace Guestfs.Exports;

/// <summary>
/// Output of a boot, either as the bytes that were printed or as clean text: no escape sequences, controls drawn as signs, one line
/// feed per line. The clean text is what the page shows, line by line.
/// </summary>
public sealed class OutputText(IReadOnlySet<OutputSource> sources, bool clean)
{
    private OutputSource? _open;

    /// <summary>What stands in the place of lines that were let go: silence would pass off a shortened console as the whole one.</summary>
    public static string Missing(OutputDropped dropped) => string.Create(
        CultureInfo.InvariantCulture,
        $"[Guestfs kept the beginning and the end; {dropped.Lines} lines with {dropped.Bytes} bytes that stood here were not kept]");

    public void Add(IBufferWriter<byte> output, BootEvent bootEvent)
    {
        if (bootEvent is OutputDropped dropped)
        {
            _open = null;
            output.WriteText($"\n{Missing(dropped)}\n");
        }
        else if (bootEvent is OutputLine line && sources.Contains(line.Source))
        {
            Add(output, line);
        }
    }

    private void Add(IBufferWriter<byte> output, OutputLine line)
    {
        if (!clean)
        {
            output.Write(line.Raw.Span);
            return;
        }

        if (_open is { } open && open != line.Source)
        {
            output.Write("\n"u8);
        }

        output.WriteText(AnsiText.ToPlain(line.Raw.Span));
        _open = line.Terminated ? null : line.Source;
        if (line.Terminated)
        {
            output.Write("\n"u8);
        }
    }
}
