using Guestfs.Console;
using Guestfs.Journal;

namespace Guestfs.Web.Live;

/// <summary>Makes numbered, styled lines of output, and joins the pieces of a line that came in several.</summary>
public sealed class LineFold
{
    private readonly LineNumbers _numbers = new();

    /// <summary>The style that the last piece of a line ended with whose end has not come. Every line starts plain.</summary>
    private readonly Dictionary<OutputSource, AnsiStyle> _open = [];

    /// <summary>The number of the last line.</summary>
    public long Count => _numbers.Count;

    /// <summary>The line an event adds or continues, or null when it is not one.</summary>
    public FrameLine? Add(BootEvent bootEvent) => bootEvent switch
    {
        OutputLine line => Add(line),
        OutputDropped dropped => Add(dropped),
        _ => null,
    };

    private FrameLine Add(OutputLine line)
    {
        var number = _numbers.Add(line);
        _open.Remove(line.Source, out var style);
        var runs = LineText.Runs(line.Raw.Span, ref style);
        if (!line.Terminated)
        {
            _open[line.Source] = style;
        }

        return new FrameLine(number, Name(line.Source), runs);
    }

    private FrameLine Add(OutputDropped dropped)
    {
        _open.Clear();
        return new FrameLine(
            _numbers.Add(dropped),
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
}
