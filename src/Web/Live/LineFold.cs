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
            open = new OpenLine(++Count);
        }

        if (!line.Terminated)
        {
            _open[line.Source] = open;
        }

        return new FrameLine(open.Number, line.Source.ToString().ToLowerInvariant(), LineText.Runs(line.Raw.Span));
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

    private sealed record OpenLine(long Number);
}
