using Guestfs.Journal;

namespace Guestfs.Console;

/// <summary>Numbers lines from 1 over all sources, as pages show them and links name them. The pieces of a line have one number.</summary>
public sealed class LineNumbers
{
    private readonly Dictionary<OutputSource, long> _open = [];

    /// <summary>The number of the last line.</summary>
    public long Count { get; private set; }

    /// <summary>The number of the line that an event begins or continues.</summary>
    public long Add(OutputLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        if (!_open.Remove(line.Source, out var number))
        {
            number = ++Count;
        }

        if (!line.Terminated)
        {
            _open[line.Source] = number;
        }

        return number;
    }

    /// <summary>The number of the first of the lines that were let go; none of theirs is used again.</summary>
    public long Add(OutputDropped dropped)
    {
        ArgumentNullException.ThrowIfNull(dropped);
        var first = Count + 1;
        Count += dropped.Lines;
        _open.Clear();
        return first;
    }
}
