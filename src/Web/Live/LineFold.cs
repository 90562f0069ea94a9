using Guestfs.Console;
using Guestfs.Journal;

namespace Guestfs.Web.Live;

/// <summary>Numbers console lines from 1 over all sources, and joins the pieces of a line that came in several.</summary>
public sealed class LineFold
{
    private readonly Dictionary<OutputSource, OpenLine> _open = [];

    /// <summary>The number of the last line.</summary>
    public long Count { get; private set; }

    /// <summary>The line an event adds or continues, or null when it is not one.</summary>
    public FrameLine? Add(BootEvent bootEvent) => bootEvent switch
    {
        OutputLine line => Add(line),
        OutputDropped dropped => Add(dropped),
        _ => null,
    };

    private FrameLine Add(OutputLine line)
    {
        if (!_open.Remove(line.Source, out var open))
        {
            open = new OpenLine(++Count, default);
        }

        var style = open.Style;
        var runs = LineText.Runs(line.Raw.Span, ref style);
        if (!line.Terminated)
        {
            _open[line.Source] = open with { Style = style };
        }

        return new FrameLine(open.Number, Name(line.Source), runs);
    }

    private FrameLine Add(OutputDropped dropped)
    {
        var first = Count + 1;
        Count += dropped.Lines;
        _open.Clear();
        return new FrameLine(
            first,
            "dropped",
            [new FrameRun($"{dropped.Lines:N0} lines ({dropped.Bytes:N0} bytes) were let go here to bound storage.", null)]);
    }

    private static string Name(OutputSource source) => source switch
    {
        OutputSource.Engine => "engine",
        OutputSource.Supermin => "supermin",
        OutputSource.Qemu => "qemu",
        _ => "console",
    };

    /// <summary>A line whose end has not come, with the style its last piece ended with. Every line starts plain.</summary>
    private readonly record struct OpenLine(long Number, AnsiStyle Style);
}
